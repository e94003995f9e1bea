/** The model beside the data, by the number of inputs and the kind of target. */
import { BoundaryFit } from "./fit-boundary.ts";
import { LineFit } from "./fit-line.ts";
import { PlaneFit } from "./fit-plane.ts";
import { FlatPlane, TableFit } from "./fit-table.ts";
import type { Context, Panel } from "./panel.ts";
import { hasWebGL } from "./space.ts";

export function fit(context: Context): Panel {
  const about = context.scene.about.fit;
  if (!about) throw new Error("the fit panel has no data");
  if (about.kind === "line") return new LineFit(context, about);
  if (about.kind === "boundary") return new BoundaryFit(context, about);
  if (about.kind === "table") return new TableFit(context, about);
  if (hasWebGL()) return new PlaneFit(context, about);
  const { z } = about;
  return new FlatPlane(context, {
    kind: "table",
    notes: about.notes,
    x: { ...z, label: `${z.label}, observed` },
    y: { ...z, label: `${z.label}, predicted` },
    observed: about.points[2],
    inputs: about.points.slice(0, 2),
    classes: [],
  });
}
