/** What descriptions say of many runs, or of what there is one of for each. */

/** Says each of the few, and how many more there are. */
export function saidOf<T>(
  all: readonly T[],
  few: readonly T[],
  say: (one: T) => string | null,
): string[] {
  const said = few.map(say).filter((words) => words !== null);
  const more = all.length - few.length;
  return more > 0 && said.length ? [...said, `and ${more} more`] : said;
}
