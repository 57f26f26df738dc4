import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ObjectFolder } from '../folder/object-folder.ts';
import type { ObjectInfo } from '../folder/object-record.ts';
import type { RequestTarget } from '../signature/request-target.ts';

/** An object's arrival by HTTP. */
export interface ObjectCreatedEvent extends ObjectInfo {
  readonly bucket: string;
}

/** What every handler needs, whatever the request. */
export interface HandlerNeeds {
  readonly folder: ObjectFolder;
  readonly maxObjectBytes: number;
  readonly stallTimeoutSeconds: number;
  /** Told after the answer; it neither delays nor fails a request. */
  readonly announce: (event: ObjectCreatedEvent) => void;
}

/** A request whose signature is valid, on its way to the handler of its verb. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: RequestTarget;
  readonly bucket: string;
  readonly key: string;
  /** SHA-256 in hex of the body that was signed; undefined where the signer left the body open. */
  readonly payloadSha256: string | undefined;
  /** Tells a client that waits for `100 Continue` to send the body; to be called before the body is read. */
  readonly inviteBody: () => void;
}

/** Serves one verb; it answers, or throws before it has begun to answer. */
export type Handler = (needs: HandlerNeeds, exchange: Exchange) => Promise<void>;
