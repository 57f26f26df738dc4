import type { MessagePort } from 'node:worker_threads';

import { fromWireError, toWireError, type WireError } from './wire-error.ts';

/** Functions that one thread has for another; arguments and results are structured clones. */
type Calls<Names extends string> = { readonly [Name in Names]: Call };
type Call = (...values: never[]) => unknown;

type Message =
  | { readonly call: number; readonly name: string; readonly values: readonly unknown[] }
  | { readonly answer: number; readonly value: unknown }
  | { readonly answer: number; readonly error: WireError };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Calls between two threads over a port: each side has functions of its own, and calls those of the other. */
export class PortCalls<Remote extends Calls<keyof Remote & string>, Own extends Calls<keyof Own & string>> {
  readonly #port: MessagePort;
  readonly #own: ReadonlyMap<string, Call>;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #ended: Error | undefined;

  constructor(port: MessagePort, own: Own) {
    this.#port = port;
    this.#own = new Map(Object.entries<Call>(own));
    port.on('message', (message: Message) => this.#receive(message));
  }

  /** Calls a function of the other thread; rejects as it does, or when the port has ended. */
  async call<Name extends keyof Remote & string>(
    name: Name,
    ...values: Parameters<Remote[Name]>
  ): Promise<Awaited<ReturnType<Remote[Name]>>> {
    if (this.#ended) throw this.#ended;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(++this.#last, { resolve, reject });
    const message: Message = { call: this.#last, name, values };
    this.#port.postMessage(message);
    return (await promise) as Awaited<ReturnType<Remote[Name]>>;
  }

  /** Ends the port; calls that wait fail with the error. */
  end(error: Error): void {
    this.#ended ??= error;
    this.#port.close();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #receive(message: Message): void {
    if ('call' in message) {
      void this.#answer(message);
      return;
    }
    const waiting = this.#waiting.get(message.answer);
    this.#waiting.delete(message.answer);
    if ('error' in message) waiting?.reject(fromWireError(message.error));
    else waiting?.resolve(message.value);
  }

  async #answer({ call, name, values }: Extract<Message, { call: number }>): Promise<void> {
    let answer: Message;
    try {
      const own = this.#own.get(name);
      if (!own) throw new TypeError(`The other thread has no ${name}.`);
      answer = { answer: call, value: await Reflect.apply(own, undefined, values) };
    } catch (error) {
      answer = { answer: call, error: toWireError(error) };
    }
    this.#port.postMessage(answer);
  }
}
