import { EventEmitter } from 'node:events';
import { Pace, type Rate } from '../../admission/pace.ts';
import { CLOSE_CODES, endOf, readMessage, roleOf, type SocketMessage } from './socket-protocol.ts';

/** What one socket may do. */
export interface SocketLimits {
  /** Time for the first message, `connection_init`. */
  initWaitMs: number;
  messageBytes: number;
  messages: Rate;
  /** Operations that run at the same time. */
  operations: number;
  /** Operations that are answered with an error; a client that goes on faster is cut off. */
  refusedOperations: Rate;
  /** How often the client is asked whether it is there; it is cut off when it has not answered until the next time. */
  heartbeatMs: number;
  /** How long a socket may stay open without an operation. */
  idleMs: number;
}

/** The socket itself, as the package ws has it. */
export interface Wire extends EventEmitter {
  readonly protocol: string;
  readonly readyState: number;
  send(text: string, done: (error?: Error) => void): void;
  ping(): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
}

/** Whether the client has said who it is, in the socket's headers or in its first message. */
export type HasCredentials = (firstMessage: unknown) => boolean;

/**
 * Stands between a socket and what serves it, and lets through what is within the limits. What it refuses costs no
 * more than reading the message's frame: no query is parsed, and the database is not asked.
 */
export class GuardedSocket extends EventEmitter {
  readonly #wire: Wire;
  readonly #limits: SocketLimits;
  readonly #hasCredentials: HasCredentials;
  readonly #pace: Pace;
  readonly #refusals: Pace;
  readonly #operations = new Set<string>();
  readonly #initTimer: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;
  #isInitialised = false;
  #isKnown = false;
  #isAlive = true;
  #idleSinceMs = performance.now();

  constructor(wire: Wire, limits: SocketLimits, hasCredentials: HasCredentials) {
    super();
    this.#wire = wire;
    this.#limits = limits;
    this.#hasCredentials = hasCredentials;
    this.#pace = new Pace(limits.messages);
    this.#refusals = new Pace(limits.refusedOperations);
    // What serves the socket listens too, unless it refuses the protocol.
    this.on('error', () => {});
    const waited = 'Connection initialisation timeout';
    this.#initTimer = setTimeout(() => this.close(CLOSE_CODES.notInitialised, waited), limits.initWaitMs);
    this.#heartbeat = setInterval(() => this.#beat(), limits.heartbeatMs);
    wire.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary));
    wire.on('pong', () => {
      this.#isAlive = true;
    });
    wire.on('error', (error) => this.emit('error', error));
    wire.on('close', (code, reason) => {
      clearTimeout(this.#initTimer);
      clearInterval(this.#heartbeat);
      this.emit('close', code, reason);
    });
  }

  get protocol(): string {
    return this.#wire.protocol;
  }

  get readyState(): number {
    return this.#wire.readyState;
  }

  /** Sends a message of the server. */
  send(text: string, done: (error?: Error) => void): void {
    this.#wire.send(text, done);
    // Events are many, and end nothing; the type comes first.
    const [, type] = /^\{"type":"(error|complete)"/.exec(text) ?? [];
    if (!type) return;
    const id = readMessage(text)?.id ?? '';
    this.#forget(id);
    if (type === 'complete') return;
    // What was wrong with the token once is wrong for as long as the socket is open.
    if (text.includes('"code":"UNAUTHENTICATED"')) this.#isKnown = false;
    this.#mayRefuse();
    // What serves the socket keeps the state of an operation that has failed until it is told of the end.
    this.emit('message', endOf(this.protocol, id), false);
  }

  /** Closes the socket, and ends the connection of a client that does not answer. */
  close(code?: number, reason?: string): void {
    this.#wire.close(code, reason);
  }

  #receive(data: Buffer, isBinary: boolean): void {
    this.#isAlive = true;
    if (this.readyState !== WebSocket.OPEN) return;
    const fault = this.#findFault(data);
    if (fault) {
      this.close(...fault);
      return;
    }
    const message = readMessage(data.toString());
    if (!message) this.close(CLOSE_CODES.invalidMessage, 'A message must be a JSON object with a type');
    else if (this.#admit(message)) this.emit('message', data, isBinary);
  }

  #findFault({ byteLength }: Buffer): [code: number, reason: string] | undefined {
    if (!this.#pace.take()) return [CLOSE_CODES.tooMany, 'Too many messages'];
    const { messageBytes } = this.#limits;
    if (byteLength <= messageBytes) return undefined;
    return [CLOSE_CODES.tooLarge, `A message must have at most ${messageBytes} bytes`];
  }

  /** Whether what serves the socket may see the message. */
  #admit(message: SocketMessage): boolean {
    const role = roleOf(this.protocol, message);
    if (role === 'init') return this.#initialise(message);
    if (role === 'end') this.#forget(message.id);
    return role === 'begin' && this.#isInitialised ? this.#begin(message.id) : true;
  }

  #initialise({ payload }: SocketMessage): boolean {
    if (this.#isInitialised) {
      this.close(CLOSE_CODES.tooMany, 'Too many initialisation requests');
      return false;
    }
    clearTimeout(this.#initTimer);
    this.#isInitialised = true;
    this.#isKnown = this.#hasCredentials(payload);
    return true;
  }

  #begin(id: string): boolean {
    if (!this.#isKnown) {
      const wanted =
        'Send a valid app key as `key` and a valid user token as `altitoken` in the first message.';
      return this.#refuse(id, 'UNAUTHENTICATED', wanted);
    }
    if (this.#operations.has(id)) {
      this.close(CLOSE_CODES.operationExists, `Subscriber for ${id.slice(0, 64)} already exists`);
      return false;
    }
    const { operations } = this.#limits;
    if (this.#operations.size >= operations) {
      return this.#refuse(
        id,
        'RATE_LIMITED',
        `This socket has ${operations} subscriptions open. End one first.`,
      );
    }
    this.#operations.add(id);
    return true;
  }

  #refuse(id: string, code: string, message: string): false {
    if (!this.#mayRefuse()) return false;
    const payload = [{ message, extensions: { code } }];
    this.#wire.send(JSON.stringify({ type: 'error', id, payload }), () => {});
    return false;
  }

  /** Closes the socket where it may not. */
  #mayRefuse(): boolean {
    const isWithin = this.#refusals.take();
    if (!isWithin) this.close(CLOSE_CODES.tryAgainLater, 'Too many refused operations');
    return isWithin;
  }

  #forget(id: string): void {
    if (this.#operations.delete(id)) this.#idleSinceMs = performance.now();
  }

  #beat(): void {
    if (!this.#isAlive) this.#wire.terminate();
    this.#isAlive = false;
    if (this.readyState === WebSocket.OPEN) this.#wire.ping();
    const idleMs = this.#operations.size > 0 ? 0 : performance.now() - this.#idleSinceMs;
    if (idleMs >= this.#limits.idleMs) this.close(CLOSE_CODES.goingAway, 'Idle for too long');
  }
}
