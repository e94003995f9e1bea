/** The model as nodes and edges, with the weights of the chosen run at this step. */
import { number, spoken } from "../core/numbers.ts";
import { thetaAt } from "../core/predict.ts";
import { Machine } from "../core/program.ts";
import type { DiagramAbout } from "../core/scene.ts";
import type { Pen } from "../draw/pen.ts";
import type { Context } from "./panel.ts";
import { Plot } from "./plot.ts";

export class Diagram extends Plot {
  private readonly about: DiagramAbout;
  private readonly machine: Machine;
  private places = new Map<string, [number, number]>();
  private radius = 20;

  constructor(context: Context) {
    super(context);
    const { about } = context.scene;
    if (!about.diagram) throw new Error("the diagram panel has no model");
    this.about = about.diagram;
    const { weights } = this.about;
    this.machine = new Machine(
      weights,
      weights.inputs.map(() => ({ rows: 1, columns: 1 })),
    );
  }

  override height(width: number): number {
    const most = Math.max(...this.about.layers.map((layer) => layer.length));
    return Math.max(240, Math.min(560, Math.max(width * 0.5, 58 * most + 40)));
  }

  protected layout(): void {
    const { layers } = this.about;
    const left = 0.5 * this.width - 0.5 * Math.min(this.width - 130, 190 * (layers.length - 1));
    const gap =
      layers.length > 1
        ? Math.min(this.width - 130, 190 * (layers.length - 1)) / (layers.length - 1)
        : 0;
    const most = Math.max(...layers.map((layer) => layer.length));
    this.radius = Math.max(8, Math.min(22, (this.tall - 40) / most / 2.7));
    this.places.clear();
    layers.forEach((layer, l) => {
      const down = (this.tall - 30) / layer.length;
      layer.forEach((node, k) => {
        this.places.set(node.key, [left + l * gap, 15 + down * (k + 0.5)]);
      });
    });
  }

  private get run(): number | undefined {
    const { model } = this;
    return model.focus;
  }

  private values(): Float64Array | null {
    const { run, model, machine, about } = this;
    if (run === undefined) return null;
    const theta = thetaAt(model.paths[run], model.at(run));
    for (let k = 0; k < theta.length; k++) machine.inputs[k].data[0] = theta[k];
    machine.run();
    return Float64Array.from(about.order, (o) => machine.outputs[o].data[0]);
  }

  protected base(): void {
    // Every line changes with the step.
  }

  protected top(pen: Pen): void {
    const { about, theme, places, radius } = this;
    const values = this.values();
    const largest =
      values?.reduce((a, b) => Math.max(a, Number.isFinite(b) ? Math.abs(b) : 0), 0) || 1;
    const few = about.edges.length <= 24;
    about.edges.forEach((edge, k) => {
      const [a, b] = [places.get(edge.from), places.get(edge.to)];
      if (!a || !b) return;
      const value = values ? values[k] : Number.NaN;
      const size = Number.isFinite(value) ? Math.abs(value) / largest : 0;
      const positive = value >= 0;
      pen.line([a[0], b[0]], [a[1], b[1]], 2, {
        colour: theme.palette[positive ? 0 : 1],
        width: 0.8 + 4.6 * size,
        alpha: 0.25 + 0.65 * size,
        // A second cue beside the colour.
        dash: positive ? [] : [6, 3],
      });
    });
    about.layers.forEach((layer, l) => {
      for (const node of layer) {
        const at = places.get(node.key);
        if (!at) continue;
        pen.circle(at[0], at[1], node.bias ? radius * 0.7 : radius, {
          fill: theme.paper,
          stroke: node.bias ? theme.quiet : theme.ink,
          width: 1.6,
        });
        const inside = node.text.length <= 4;
        const last = l === about.layers.length - 1;
        if (inside)
          pen.text(at[0], at[1], node.text, {
            colour: theme.ink,
            size: Math.min(14, radius * 0.8),
            align: "center",
            italic: !node.bias,
          });
        const beside = inside ? node.label : node.text;
        if (beside) {
          const short = beside.length > 18 ? `${beside.slice(0, 17)}…` : beside;
          if (last)
            pen.text(at[0], at[1] + radius + 12, short, {
              colour: theme.ink,
              size: 12.5,
              align: "center",
            });
          else
            pen.text(at[0], at[1] - radius - 8, short, {
              colour: theme.ink,
              size: 12,
              align: "center",
              halo: theme.paper,
            });
        }
      }
    });
    if (!few) return;
    about.edges.forEach((edge, k) => {
      const [a, b] = [places.get(edge.from), places.get(edge.to)];
      if (!a || !b) return;
      // Nearer to the source, where edges are further apart.
      const share = about.edges.length > 6 ? 0.32 : 0.45;
      const text = values
        ? edge.name === number(values[k])
          ? edge.name
          : `${edge.name} = ${number(values[k])}`
        : edge.name;
      // Above its line, which is as thick as the weight is large.
      const size = values && Number.isFinite(values[k]) ? Math.abs(values[k]) / largest : 0;
      const long = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      // A steep line would run through a level text.
      const off = 9 + 2.3 * size + (2.6 * text.length * Math.abs(b[1] - a[1])) / long;
      const [nx, ny] = [(off * (b[1] - a[1])) / long, (-off * (b[0] - a[0])) / long];
      pen.text(a[0] + share * (b[0] - a[0]) + nx, a[1] + share * (b[1] - a[1]) + ny, text, {
        colour: theme.ink,
        size: about.edges.length > 12 ? 10.5 : 12,
        align: "center",
        halo: theme.paper,
      });
    });
  }

  override note(): string {
    const { run, model } = this;
    const whose =
      run !== undefined && model.entries.length > 1 ? ` · ${model.entries[run].label}` : "";
    return this.about.equation + whose;
  }

  words(): string {
    const values = this.values();
    const said = this.about.edges
      .slice(0, 12)
      .map((edge, k) => `${edge.name} = ${values ? spoken(values[k]) : "?"}`);
    return `Diagram of the model ${this.about.equation}. At step ${this.model.step}: ${said.join(", ")}.`;
  }
}
