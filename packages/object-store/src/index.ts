export type { AccessKey, Action, Credentials, FindAccessKey, Grant } from './access/access-key.ts';
export {
  createTemporaryKeys,
  type TemporaryKey,
  type TemporaryKeyRequest,
  type TemporaryKeys,
  type TemporaryKeysOptions,
} from './access/temporary-keys.ts';
export type { ObjectChecksum } from './checksums/object-checksum.ts';
export { type CopiedObjects, copyObjects } from './copy-objects.ts';
export {
  createObjectStore,
  type ErrorContext,
  type ListedObjects,
  type ObjectStore,
  type ObjectStoreOptions,
  type OpenUpload,
  type ReadRange,
} from './create-object-store.ts';
export type { PresignRequest } from './dialects/s3/signature/presign-url.ts';
export type { ObjectAttributes, ObjectInfo } from './folder/object-record.ts';
export type { ObjectCreatedEvent, ObjectWrite } from './http/exchange.ts';
export { S3Error, type S3ErrorCode } from './s3-error.ts';
export {
  findDamagedKeyLists,
  openStoredObject,
  rebuildKeyLists,
  type StoredObject,
} from './stored-objects.ts';
export { type StoreThread, startStoreThread } from './thread/start-store-thread.ts';
