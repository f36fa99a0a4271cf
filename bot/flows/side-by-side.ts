/** Runs at most `limit` at a time, in order; the answers keep their places. */
export async function mapLimited<A, B>(all: readonly A[], limit: number, act: (one: A) => Promise<B>): Promise<B[]> {
  const answers: B[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < all.length) {
      const index = next;
      next += 1;
      answers[index] = await act(all[index] as A);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, all.length) }, worker));
  return answers;
}
