/** A rule's equations in one step: their values, and their text with symbols and with numbers. */
import { MINUS, number } from "./numbers.ts";
import { Machine, type Matrix } from "./program.ts";
import type { Equations, Rule } from "./scene.ts";

/** Names stand in equations as ideographs, from this one on. */
const FIRST_PLACE = 0x4e00;

interface Line {
  name: string;
  symbols: string;
  /** With numbers, for each parameter shown. */
  numbers: string[];
  values: string[];
}

/** The values that a rule's equations have in one step, by register. */
export function evaluate(
  rule: Rule,
  d: number,
  known: {
    theta: ArrayLike<number>;
    gradient: ArrayLike<number>;
    t: number;
    loss: number;
    states: ArrayLike<number>[];
    hyper: Record<string, number>;
  },
): { inputs: Matrix[]; outputs: Matrix[] } {
  const full = { rows: d, columns: 1 };
  const single = { rows: 1, columns: 1 };
  const { program } = rule.equations;
  const machine = new Machine(program, [
    full,
    full,
    single,
    single,
    ...rule.states.map((state) => (state.perRun ? single : full)),
    ...rule.hyper.map(() => single),
  ]);
  const { inputs } = machine;
  inputs[0].data.set(known.theta);
  inputs[1].data.set(known.gradient);
  inputs[2].data[0] = known.t;
  inputs[3].data[0] = known.loss;
  for (const [k, values] of known.states.entries()) inputs[4 + k].data.set(values);
  rule.hyper.forEach((p, k) => {
    inputs[4 + rule.states.length + k].data[0] = known.hyper[p.name] ?? p.value;
  });
  machine.run();
  return { inputs, outputs: machine.outputs };
}

/** Equations with symbols and with numbers. */
export function linesOf(
  equations: Equations,
  found: { inputs: Matrix[]; outputs: Matrix[] },
  params: readonly number[],
  gradient: ArrayLike<number>,
): Line[] {
  const at = (register: number, param: number) => {
    const { inputs, outputs } = found;
    const m = register < inputs.length ? inputs[register] : outputs[register - inputs.length];
    return m.data[m.data.length > 1 ? param : 0];
  };
  const put = (text: string, stand: (k: number) => string) =>
    Array.from(text, (letter) => {
      const k = letter.charCodeAt(0) - FIRST_PLACE;
      return k >= 0 && k < equations.names.length ? stand(k) : letter;
    }).join("");
  return equations.lines.map((line, k) => {
    const out = found.inputs.length + k;
    return {
      name: line.name,
      symbols: put(line.text, (i) => equations.names[i].glyph),
      numbers: params.map((p) =>
        line.slope
          ? "at that point"
          : put(line.text, (i) => bracketed(at(equations.names[i].at, p))).replace(/\u2009/g, "·"),
      ),
      values: params.map((p) => number(line.slope ? gradient[p] : at(out, p), 4)),
    };
  });
}

function bracketed(value: number): string {
  const text = number(value, 4);
  return text.startsWith(MINUS) ? `(${text})` : text;
}
