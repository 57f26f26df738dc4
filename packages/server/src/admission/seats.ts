/** Bounds how many of something each holder has at the same time. */
export class Seats {
  readonly #taken = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes one; returns what gives it back, or undefined where the holder has as many as it may. */
  take(holder: string): (() => void) | undefined {
    const taken = this.#taken.get(holder) ?? 0;
    if (taken >= this.#most) return undefined;
    this.#taken.set(holder, taken + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(holder);
      isTaken = false;
    };
  }

  #giveBack(holder: string): void {
    const left = (this.#taken.get(holder) ?? 1) - 1;
    if (left > 0) this.#taken.set(holder, left);
    else this.#taken.delete(holder);
  }
}
