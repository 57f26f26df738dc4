import type { IncomingMessage, ServerResponse } from 'node:http';

import type { AccessKey } from '../access/access-key.ts';
import type { MultipartUploads } from '../folder/multipart-uploads.ts';
import type { ObjectFolder } from '../folder/object-folder.ts';
import type { ObjectInfo } from '../folder/object-record.ts';
import type { PayloadSignature } from '../signature/payload-signature.ts';
import type { RequestTarget } from '../signature/request-target.ts';

/** An object's arrival by HTTP. */
export interface ObjectCreatedEvent extends ObjectInfo {
  readonly bucket: string;
}

/** What every handler needs, whatever the request. */
export interface HandlerNeeds {
  readonly folder: ObjectFolder;
  readonly uploads: MultipartUploads;
  readonly maxObjectBytes: number;
  readonly stallTimeoutSeconds: number;
  /** Told after the answer; it neither delays nor fails a request. */
  readonly announce: (event: ObjectCreatedEvent) => void;
}

/** A request whose signature is valid and whose action is allowed, on its way to the handler. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: RequestTarget;
  /** Empty for a request about the store as a whole. */
  readonly bucket: string;
  /** Empty for a request about a bucket as a whole. */
  readonly key: string;
  readonly headers: RequestHeaders;
  /** Whose signature it is: for handlers whose body or headers name further objects. */
  readonly accessKey: AccessKey;
  /** What was signed of the body. */
  readonly payload: PayloadSignature;
  /** Tells a client that waits for `100 Continue` to send the body; to be called before the body is read. */
  readonly inviteBody: () => void;
}

/** The request's headers by their lower-case names, with those that a presigned URL carries in its query. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Serves one operation; it answers, or throws before it has begun to answer. */
export type Handler = (needs: HandlerNeeds, exchange: Exchange) => Promise<void>;
