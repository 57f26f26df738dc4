import type { IncomingMessage } from 'node:http';

import type { Action, FindAccessKey } from '../access/access-key.ts';
import type { ObjectFolder } from '../folder/object-folder.ts';
import type { S3Error } from '../s3-error.ts';
import type { AdmittedRequest, Handler } from './exchange.ts';
import type { AdmittedForm, FormRequest } from './upload-form.ts';
import type { Wording } from './wording.ts';

/** A protocol of the store's clients: its signatures, operations and responses. */
export interface Dialect {
  readonly wording: Wording;
  readonly operations: OperationTable;
  /** Verifies a request's signature and finds what the request is about. Throws S3Error. */
  admit(needs: AdmissionNeeds, request: IncomingMessage): Promise<AdmittedRequest>;
  /** Verifies the signature of a form. Throws S3Error. */
  admitForm(needs: AdmissionNeeds, request: FormRequest): Promise<AdmittedForm>;
  /** An error in the form of the protocol. */
  formatError(error: S3Error, context: ErrorOccasion): ErrorAnswer;
}

/** What a request asks for. */
export interface Operation {
  readonly serve: Handler;
  /** What the access key must allow; absent when the handler checks each object. */
  readonly action?: Action;
}

/** What a path names. */
export type Level = 'store' | 'bucket' | 'object';

/** The operations of a protocol; all others are refused. */
export interface OperationTable {
  /** By method and subresources, for each level. */
  readonly levels: Readonly<Record<Level, Readonly<Record<string, Operation>>>>;
  /** All query parameters that change the meaning of a method, and so must not be ignored. */
  readonly subresources: ReadonlySet<string>;
}

/** What a request is verified with. */
export interface AdmissionNeeds {
  readonly folder: ObjectFolder;
  readonly findAccessKey: FindAccessKey;
  readonly now: () => Date;
}

/** The refused request. */
export interface ErrorOccasion {
  readonly requestId: string;
  /** Without the query, which holds the signature. */
  readonly path: string;
  readonly host: string;
  readonly now: Date;
}

/** An error response, ready to be sent. */
export interface ErrorAnswer {
  readonly status: number;
  readonly xml: string;
  /** Header that carries the document in the response to a HEAD, which has no body. */
  readonly headHeader?: string;
}
