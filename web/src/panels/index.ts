/** The closed set of panels; a test holds it equal to thalweg's. */

import type { SceneData } from "../core/scene.ts";
import { Contour } from "./contour.ts";
import { data } from "./data.ts";
import { Diagram } from "./diagram.ts";
import { fit } from "./fit.ts";
import { Loss } from "./loss.ts";
import type { Context, Panel } from "./panel.ts";
import { Parameters } from "./parameters.ts";
import { Profile } from "./profile.ts";
import { Sharpness } from "./sharpness.ts";
import { State } from "./state.ts";
import { surface } from "./surface.ts";
import { Sweep } from "./sweep.ts";

interface Kind {
  title: string | ((scene: SceneData) => string);
  make: (context: Context) => Panel;
  /** Whether it is a view in space. */
  slow?: (context: Context) => boolean;
}

export const PANELS: Readonly<Record<string, Kind>> = {
  surface: { title: "Loss in space", make: surface, slow: () => true },
  contour: { title: "Loss from above", make: (context) => new Contour(context) },
  profile: {
    title: ({ about }) =>
      (about.profile?.ground.axes[0] ?? 0) < 0 ? "Loss along a line" : "Loss along a parameter",
    make: (context) => new Profile(context),
  },
  fit: {
    title: "Model and data",
    make: fit,
    slow: ({ scene }) => scene.about.fit?.kind === "plane",
  },
  loss: { title: "Loss by step", make: (context) => new Loss(context) },
  parameters: { title: "Parameters by step", make: (context) => new Parameters(context) },
  sharpness: { title: "Sharpness by step", make: (context) => new Sharpness(context) },
  sweep: { title: "Loss by setting", make: (context) => new Sweep(context) },
  state: { title: "The step, taken apart", make: (context) => new State(context) },
  diagram: { title: "The model", make: (context) => new Diagram(context) },
  data: { title: "Data", make: data, slow: ({ scene }) => scene.about.data?.axes.length === 3 },
};

/** What stands above a panel. */
export function titleOf(name: string, scene: SceneData): string {
  const { title } = PANELS[name];
  return typeof title === "string" ? title : title(scene);
}
