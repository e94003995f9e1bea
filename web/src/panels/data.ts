/** The rows as points, and the first of them as a table. */
import { spoken } from "../core/numbers.ts";
import type { Axis, DataAbout } from "../core/scene.ts";
import { h } from "../dom.ts";
import type { Pen } from "../draw/pen.ts";
import { classColours } from "./fitted.ts";
import type { Context, Panel } from "./panel.ts";
import { Plot } from "./plot.ts";
import { hasWebGL, Space } from "./space.ts";

function table(about: DataAbout): HTMLElement {
  const { sheet } = about;
  return h(
    "div",
    { class: "sheet-table", tabindex: 0, role: "region", "aria-label": "First rows" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...sheet.names.map((name) => h("th", { scope: "col" }, name)))),
      h(
        "tbody",
        {},
        ...sheet.cells.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell)))),
      ),
    ),
    sheet.rows > sheet.cells.length
      ? h("p", { class: "quiet" }, `${sheet.cells.length} of ${sheet.rows} rows`)
      : null,
  );
}

function said(about: DataAbout): string {
  const axes = about.axes.map(
    (axis) => `${axis.label} from ${spoken(axis.limits[0])} to ${spoken(axis.limits[1])}`,
  );
  return `${about.sheet.rows} rows of data as points over ${axes.join(" and ")}. ${about.notes.join(". ")}`;
}

const TABLE = 188;

class Scatter extends Plot {
  constructor(
    context: Context,
    private readonly about: DataAbout,
  ) {
    super(context);
    this.reserve = TABLE;
    this.element.append(table(about));
  }

  override height(width: number): number {
    return super.height(width) + TABLE;
  }

  protected layout(): void {
    this.box = this.room(14, 10, 50, this.about.axes[1]);
    this.scales(this.about.axes[0], this.about.axes[1]);
  }

  protected base(pen: Pen): void {
    const { about, theme } = this;
    this.axes(pen, about.axes[0], about.axes[1]);
    const [xs, ys] = about.points;
    const [first, second] = classColours(theme);
    for (let i = 0; i < xs.length; i++) {
      const [px, py] = [this.x(xs[i]), this.y(ys[i])];
      // Larger points stand for more rows, by their area.
      const size = (xs.length > 500 ? 2 : 3.4) * Math.min(4, Math.sqrt(about.counts?.[i] ?? 1));
      if (about.classes?.[i])
        pen.rect(px - size, py - size, 2 * size, 2 * size, {
          fill: second,
          stroke: theme.paper,
          width: 0.8,
        });
      else
        pen.circle(px, py, size, {
          fill: about.classes ? first : theme.points,
          stroke: theme.paper,
          width: 0.8,
          alpha: 0.85,
        });
    }
  }

  protected top(): void {
    // Data do not move.
  }

  override note(): string {
    const { names } = this.about;
    return [names.length ? `● ${names[0]}  ■ ${names[1]}` : "", ...this.about.notes]
      .filter(Boolean)
      .join(" · ");
  }

  words(): string {
    return said(this.about);
  }
}

class Cloud extends Space {
  constructor(
    context: Context,
    private readonly about: DataAbout,
  ) {
    super(context, [22, -60]);
    this.reserve = TABLE;
    this.element.append(table(about));
  }

  protected axes3(): [Axis, Axis, Axis] {
    const [x, y, z] = this.about.axes;
    return [x, y, z];
  }

  protected build(): void {
    // Points are drawn as marks, which stay sharp.
  }

  protected update(): void {
    // Data do not move.
  }

  protected marks(pen: Pen): void {
    const { about, theme } = this;
    const [xs, ys, zs] = about.points;
    const every = Math.ceil(xs.length / 4000);
    for (let i = 0; i < xs.length; i += every) {
      const foot = this.project(this.ax(xs[i]), this.ay(ys[i]), -this.sides[2]);
      const at = this.project(this.ax(xs[i]), this.ay(ys[i]), this.az(zs[i]));
      if (xs.length <= 200)
        pen.line([foot[0], at[0]], [foot[1], at[1]], 2, {
          colour: theme.faint,
          width: 1,
          alpha: 0.8,
        });
      pen.circle(at[0], at[1], xs.length > 300 ? 2 : 3.2, {
        fill: theme.points,
        stroke: theme.paper,
        width: 0.8,
      });
    }
  }

  override note(): string {
    return this.about.notes.join(" · ");
  }

  words(): string {
    return said(this.about);
  }
}

export function data(context: Context): Panel {
  const about = context.scene.about.data;
  if (!about) throw new Error("the data panel has no data");
  if (about.axes.length < 3) return new Scatter(context, about);
  if (hasWebGL()) return new Cloud(context, about);
  const flat = {
    ...about,
    axes: [about.axes[0], about.axes[2]],
    points: [about.points[0], about.points[2]],
  };
  return new Scatter(context, {
    ...flat,
    notes: [...about.notes, "one input of two: this browser has no WebGL"],
  });
}
