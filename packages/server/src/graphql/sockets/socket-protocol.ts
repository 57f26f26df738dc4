/** The two protocols that are spoken over sockets at `/graphql`, and what each calls its messages. */
interface SocketProtocol {
  begin: string;
  end: string;
}

const PROTOCOLS: Readonly<Record<string, SocketProtocol>> = {
  'graphql-transport-ws': { begin: 'subscribe', end: 'complete' },
  'graphql-ws': { begin: 'start', end: 'stop' },
};

/** A message of a client, as far as the guard looks into it. */
export interface SocketMessage {
  type: string;
  id: string;
  payload?: unknown;
}

/** Codes to close a socket with, of `graphql-transport-ws` where it has one. */
export const CLOSE_CODES = {
  goingAway: 1001,
  tooLarge: 1009,
  /** Clients connect again after it: those of graphql-ws do not after 4429. */
  tryAgainLater: 1013,
  invalidMessage: 4400,
  notInitialised: 4408,
  operationExists: 4409,
  tooMany: 4429,
} as const;

/** Whether the message begins an operation, or ends one. */
export function roleOf(protocol: string, { type }: SocketMessage): 'begin' | 'end' | 'init' | 'other' {
  const names = PROTOCOLS[protocol];
  if (type === 'connection_init') return 'init';
  if (type === names?.begin) return 'begin';
  return type === names?.end ? 'end' : 'other';
}

/** The message that ends an operation, as its client would send it. */
export function endOf(protocol: string, id: string): string {
  return JSON.stringify({ type: PROTOCOLS[protocol]?.end, id });
}

/** Reads a message; undefined where it is none. */
export function readMessage(text: string): SocketMessage | undefined {
  try {
    const { type, id, payload } = JSON.parse(text) as Record<string, unknown>;
    if (typeof type !== 'string') return undefined;
    return { type, id: typeof id === 'string' ? id : '', payload };
  } catch {
    return undefined;
  }
}
