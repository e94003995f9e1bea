/**
 * The order in which `numpy.random.default_rng(seed).permutation(n)` shuffles, so that mini-batches in the page are
 * those of Python: SeedSequence, PCG64 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
 * Algorithms for Random Number Generation") and NumPy's shuffle from the end.
 */

const MASK32 = 0xffffffffn;
const MASK64 = (1n << 64n) - 1n;
const MASK128 = (1n << 128n) - 1n;
const MULTIPLIER = (2549297995355413924n << 64n) + 4865540595714422341n;

/** Four 64-bit numbers from a seed, as SeedSequence(seed).generate_state(4, uint64). */
function seeded(seed: number): bigint[] {
  const entropy: number[] = [];
  for (let rest = BigInt(seed); rest > 0n; rest >>= 32n) entropy.push(Number(rest & MASK32));
  if (!entropy.length) entropy.push(0);
  let hash = 0x43b0d7e5;
  const hashed = (given: number): number => {
    let value = (given ^ hash) >>> 0;
    hash = Math.imul(hash, 0x931e8875) >>> 0;
    value = Math.imul(value, hash) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  };
  const mixed = (x: number, y: number): number => {
    const r = (Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y)) >>> 0;
    return (r ^ (r >>> 16)) >>> 0;
  };
  const pool = [0, 1, 2, 3].map((i) => hashed(entropy[i] ?? 0));
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mixed(pool[to], hashed(pool[from]));
  for (let from = 4; from < entropy.length; from++)
    for (let to = 0; to < 4; to++) pool[to] = mixed(pool[to], hashed(entropy[from]));
  hash = 0x8b51f9dd;
  const words: bigint[] = [];
  for (let i = 0; i < 8; i++) {
    let value = (pool[i % 4] ^ hash) >>> 0;
    hash = Math.imul(hash, 0x58f38ded) >>> 0;
    value = Math.imul(value, hash) >>> 0;
    words.push(BigInt((value ^ (value >>> 16)) >>> 0));
  }
  return [0, 1, 2, 3].map((i) => words[2 * i] | (words[2 * i + 1] << 32n));
}

export class Generator {
  private state: bigint;
  private readonly increment: bigint;
  private half = -1;

  constructor(seed: number) {
    const [a, b, c, d] = seeded(seed);
    this.increment = ((((c << 64n) | d) << 1n) | 1n) & MASK128;
    this.state = (this.increment + ((a << 64n) | b)) & MASK128;
    this.advance();
  }

  private advance(): void {
    this.state = (this.state * MULTIPLIER + this.increment) & MASK128;
  }

  private next32(): number {
    if (this.half >= 0) {
      const kept = this.half;
      this.half = -1;
      return kept;
    }
    this.advance();
    const folded = (this.state >> 64n) ^ (this.state & MASK64);
    const turn = this.state >> 122n;
    const value = ((folded >> turn) | (folded << ((64n - turn) & 63n))) & MASK64;
    this.half = Number(value >> 32n);
    return Number(value & MASK32);
  }

  /** A whole number from 0 to `most`, by masking and drawing again. */
  private below(most: number): number {
    if (most === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const value = (this.next32() & mask) >>> 0;
      if (value <= most) return value;
    }
  }

  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i);
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}

/** The rows of the batch with which each step is taken: shuffled each epoch, the last short batch kept. */
export class Batches {
  private readonly generator: Generator;
  private readonly orders: Int32Array[] = [];
  private readonly perEpoch: number;

  constructor(
    readonly rows: number,
    readonly size: number,
    seed: number,
  ) {
    this.generator = new Generator(seed);
    this.perEpoch = Math.ceil(rows / size);
  }

  at(step: number): Int32Array {
    const epoch = Math.floor(step / this.perEpoch);
    while (this.orders.length <= epoch) this.orders.push(this.generator.permutation(this.rows));
    const first = (step % this.perEpoch) * this.size;
    return this.orders[epoch].subarray(first, first + this.size);
  }
}
