/**
 * Runs thalweg's instruction lists (docs/formats.md) on arrays: a table of operations and a loop, no `eval`.
 *
 * Every value is a matrix of `rows` × `columns` in which either side may be 1, and broadcasts as in NumPy. A formula
 * takes vectors of one value a run (1 × runs); a sample's loss takes runs down and data rows across (runs × rows); an
 * optimizer's rule takes parameters down and runs across (parameters × runs), and `sum` adds up the first side.
 */

export interface ProgramData {
  format: number;
  inputs: string[];
  instructions: (string | number)[][];
  outputs: number[];
}

/** A matrix, row by row. */
export interface Matrix {
  rows: number;
  columns: number;
  data: Float64Array;
}

export interface Shape {
  rows: number;
  columns: number;
}

type Unary = (a: number) => number;
type Binary = (a: number, b: number) => number;

/** `pow` of C, where JavaScript's differs. */
function power(a: number, b: number): number {
  if (a === 1) return 1;
  if (a === -1 && (b === Infinity || b === -Infinity)) return 1;
  return a ** b;
}

/** A whole power by repeated squaring, with the same bits as in every other reader. */
function wholePower(base: number, exponent: number): number {
  let a = base;
  let n = Math.abs(exponent);
  let result = Number.NaN;
  let begun = false;
  for (;;) {
    if (n % 2 === 1) {
      result = begun ? result * a : a;
      begun = true;
    }
    n = Math.floor(n / 2);
    if (n === 0) return exponent < 0 ? 1 / result : result;
    a = a * a;
  }
}

// Adding +0 makes a zero positive; Math.min and Math.max give NaN where one is.
function smaller(a: number, b: number): number {
  return Math.min(a, b) + 0;
}

function larger(a: number, b: number): number {
  return Math.max(a, b) + 0;
}

function choice(a: number, positive: number, negative: number, zero: number): number {
  if (Number.isNaN(a)) return Number.NaN;
  return a > 0 ? positive : a < 0 ? negative : zero;
}

const UNARY: Record<string, Unary> = {
  neg: (a) => -a,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  softplus: (a) => (Number.isNaN(a) ? a : Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)))),
  abs: Math.abs,
  sign: (a) => choice(a, 1, -1, 0),
  step: (a) => choice(a, 1, 0, 0),
  relu: (a) => choice(a, a, 0, 0),
};

const BINARY: Record<string, Binary> = {
  pow: power,
  powi: wholePower,
  max: larger,
  min: smaller,
  gt: (a, b) => (a > b ? 1 : 0),
  ge: (a, b) => (a >= b ? 1 : 0),
};

const ARITHMETIC = new Set(["add", "sub", "mul", "div"]);

type Action = () => void;

/** Steps through an operand: how far to the next row and to the next column, 0 where it repeats. */
function strides(m: Matrix): [number, number] {
  return [m.rows === 1 ? 0 : m.columns, m.columns === 1 ? 0 : 1];
}

function arithmetic(op: string, out: Matrix, a: Matrix, b: Matrix): Action {
  const x = a.data;
  const y = b.data;
  const z = out.data;
  const n = z.length;
  if (n === 1) {
    if (op === "add") return () => void (z[0] = x[0] + y[0]);
    if (op === "sub") return () => void (z[0] = x[0] - y[0]);
    if (op === "mul") return () => void (z[0] = x[0] * y[0]);
    return () => void (z[0] = x[0] / y[0]);
  }
  if (x.length === n && y.length === n) {
    if (op === "add")
      return () => {
        for (let k = 0; k < n; k++) z[k] = x[k] + y[k];
      };
    if (op === "sub")
      return () => {
        for (let k = 0; k < n; k++) z[k] = x[k] - y[k];
      };
    if (op === "mul")
      return () => {
        for (let k = 0; k < n; k++) z[k] = x[k] * y[k];
      };
    return () => {
      for (let k = 0; k < n; k++) z[k] = x[k] / y[k];
    };
  }
  // One number for all, on either side: most of what a rule for a single run does.
  if (x.length === n && y.length === 1) {
    if (op === "add")
      return () => {
        const v = y[0];
        for (let k = 0; k < n; k++) z[k] = x[k] + v;
      };
    if (op === "sub")
      return () => {
        const v = y[0];
        for (let k = 0; k < n; k++) z[k] = x[k] - v;
      };
    if (op === "mul")
      return () => {
        const v = y[0];
        for (let k = 0; k < n; k++) z[k] = x[k] * v;
      };
    return () => {
      const v = y[0];
      for (let k = 0; k < n; k++) z[k] = x[k] / v;
    };
  }
  if (x.length === 1 && y.length === n) {
    if (op === "add")
      return () => {
        const v = x[0];
        for (let k = 0; k < n; k++) z[k] = v + y[k];
      };
    if (op === "sub")
      return () => {
        const v = x[0];
        for (let k = 0; k < n; k++) z[k] = v - y[k];
      };
    if (op === "mul")
      return () => {
        const v = x[0];
        for (let k = 0; k < n; k++) z[k] = v * y[k];
      };
    return () => {
      const v = x[0];
      for (let k = 0; k < n; k++) z[k] = v / y[k];
    };
  }
  const [ar, ac] = strides(a);
  const [br, bc] = strides(b);
  const { rows, columns } = out;
  // Four loops instead of one with a function inside: the pad runs thousands of elements through them.
  const each = (row: (k: number, i: number, j: number) => void): Action => {
    return () => {
      for (let r = 0; r < rows; r++) row(r * columns, r * ar, r * br);
    };
  };
  if (op === "add")
    return each((k, i, j) => {
      for (let c = 0; c < columns; c++) z[k + c] = x[i + c * ac] + y[j + c * bc];
    });
  if (op === "sub")
    return each((k, i, j) => {
      for (let c = 0; c < columns; c++) z[k + c] = x[i + c * ac] - y[j + c * bc];
    });
  if (op === "mul")
    return each((k, i, j) => {
      for (let c = 0; c < columns; c++) z[k + c] = x[i + c * ac] * y[j + c * bc];
    });
  return each((k, i, j) => {
    for (let c = 0; c < columns; c++) z[k + c] = x[i + c * ac] / y[j + c * bc];
  });
}

function general(out: Matrix, args: Matrix[], apply: (values: number[]) => number): Action {
  const steps = args.map(strides);
  const values = args.map(() => 0);
  return () => {
    let k = 0;
    for (let r = 0; r < out.rows; r++) {
      for (let c = 0; c < out.columns; c++, k++) {
        for (let i = 0; i < args.length; i++)
          values[i] = args[i].data[r * steps[i][0] + c * steps[i][1]];
        out.data[k] = apply(values);
      }
    }
  };
}

function unary(f: Unary, out: Matrix, a: Matrix): Action {
  const x = a.data;
  const z = out.data;
  return () => {
    for (let k = 0; k < z.length; k++) z[k] = f(x[k]);
  };
}

function binary(f: Binary, out: Matrix, a: Matrix, b: Matrix): Action {
  const x = a.data;
  const y = b.data;
  const z = out.data;
  if (x.length === z.length && y.length === 1)
    return () => {
      for (let k = 0; k < z.length; k++) z[k] = f(x[k], y[0]);
    };
  return general(out, [a, b], (v) => f(v[0], v[1]));
}

/** Adds up the first side, from +0, from the first to the last. */
function total(out: Matrix, a: Matrix): Action {
  const { rows, columns, data } = a;
  const z = out.data;
  return () => {
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let r = 0; r < rows; r++) sum += data[r * columns + c];
      z[c] = sum;
    }
  };
}

function matrix(rows: number, columns: number, fill?: ArrayLike<number>): Matrix {
  const data = new Float64Array(rows * columns);
  if (fill) data.set(fill);
  return { rows, columns, data };
}

const scalar = (value: number): Matrix => matrix(1, 1, [value]);

/** A program with memory for inputs of certain shapes: fill `inputs`, call `run`, read `outputs`. */
export class Machine {
  readonly inputs: Matrix[];
  readonly outputs: Matrix[];
  private readonly actions: Action[] = [];

  constructor(program: ProgramData, shapes: readonly Shape[]) {
    if (program.format !== 1)
      throw new Error(`instruction lists of format ${program.format} are not known here, 1 is`);
    if (shapes.length !== program.inputs.length)
      throw new Error(`the program takes ${program.inputs.length} inputs, not ${shapes.length}`);
    const registers: Matrix[] = shapes.map((s) => matrix(s.rows, s.columns));
    this.inputs = registers.slice();
    for (const [op, ...args] of program.instructions) {
      if (op === "const") {
        registers.push(scalar(Number(args[0])));
        continue;
      }
      const operands = args.map((a) => registers[Number(a)]);
      const summed = op === "sum";
      const out = matrix(
        summed ? 1 : Math.max(...operands.map((m) => m.rows)),
        Math.max(...operands.map((m) => m.columns)),
      );
      this.actions.push(this.action(String(op), out, operands));
      registers.push(out);
    }
    this.outputs = program.outputs.map((register) => registers[register]);
  }

  private action(op: string, out: Matrix, args: Matrix[]): Action {
    if (ARITHMETIC.has(op)) return arithmetic(op, out, args[0], args[1]);
    if (op in UNARY) return unary(UNARY[op], out, args[0]);
    if (op in BINARY) return binary(BINARY[op], out, args[0], args[1]);
    // NaN is not 0, so it chooses the first.
    if (op === "where") return general(out, args, (v) => (v[0] !== 0 ? v[1] : v[2]));
    if (op === "sum") return total(out, args[0]);
    throw new Error(`the operation "${op}" is not known here`);
  }

  run(): void {
    for (let k = 0; k < this.actions.length; k++) this.actions[k]();
  }
}

/** Copies a result into an array, repeating it where it is the same for all. */
export function spread(from: Matrix, rows: number, columns: number, into: Float64Array): void {
  const [dr, dc] = strides(from);
  if (from.rows === rows && from.columns === columns) {
    into.set(from.data);
    return;
  }
  for (let r = 0, k = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, k++) into[k] = from.data[r * dr + c * dc];
}
