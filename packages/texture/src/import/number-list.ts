type NumberArray = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

const FIRST_CAPACITY = 1024;

/** A growing list of numbers in a typed array, which takes a tenth of the memory of an ordinary array. */
export class NumberList<Numbers extends NumberArray> {
  readonly #make: (length: number) => Numbers;
  #numbers: Numbers;
  length = 0;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#numbers = make(FIRST_CAPACITY);
  }

  push(a: number, b: number, c: number): void {
    this.pushPair(a, b);
    this.pushOne(c);
  }

  pushPair(a: number, b: number): void {
    this.pushOne(a);
    this.pushOne(b);
  }

  pushOne(value: number): void {
    if (this.length === this.#numbers.length) {
      const larger = this.#make(2 * this.length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length++] = value;
  }

  /** The numbers so far, without a copy. */
  get numbers(): Numbers {
    return this.#numbers.subarray(0, this.length) as Numbers;
  }
}
