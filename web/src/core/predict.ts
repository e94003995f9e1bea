/** What a fitted model predicts, in the table's own units. */
import { Machine } from "./program.ts";
import type { FitData } from "./scene.ts";

export class Predictor {
  readonly values: Float64Array;
  private readonly machine: Machine;

  /** At places of the inputs, one array for each. */
  constructor(
    private readonly fit: FitData,
    params: number,
    places: readonly ArrayLike<number>[],
    private readonly count: number,
  ) {
    this.values = new Float64Array(count);
    this.machine = new Machine(
      fit.model,
      fit.model.inputs.map((_, i) => ({ rows: 1, columns: i < params ? 1 : count })),
    );
    places.forEach((column, k) => {
      const [shift, scale] = fit.scalings[k];
      const into = this.machine.inputs[params + k].data;
      for (let i = 0; i < count; i++) into[i] = (column[i] - shift) / scale;
    });
  }

  at(theta: ArrayLike<number>): Float64Array {
    const { machine, values, fit } = this;
    const params = theta.length;
    for (let k = 0; k < params; k++) machine.inputs[k].data[0] = theta[k];
    machine.run();
    const out = machine.outputs[0].data;
    const [shift, scale] = fit.scalings[fit.scalings.length - 1];
    for (let i = 0; i < this.count; i++) values[i] = out[out.length === 1 ? 0 : i] * scale + shift;
    return values;
  }
}

/** Theta of a record. */
export function thetaAt(path: { theta: Float64Array; d: number }, k: number): Float64Array {
  return path.theta.subarray(k * path.d, (k + 1) * path.d);
}
