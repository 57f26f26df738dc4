export { type DomainErrorCode, startErrorCodes, transferErrorCodes } from './error-codes.ts';
export type {
  Bucket,
  Download,
  EVENT_KIND,
  Exif,
  IMAGE_ERROR,
  IMAGE_FILTER,
  IMAGE_STATE,
  IMPORTED_MODEL_TYPE,
  IMPORTED_STATE,
  ImportedModel,
  ModelFile,
  My,
  PageInfo,
  PROJECT_ERROR_CODE,
  Project,
  ProjectEvent,
  ProjectImage,
  QUALITY,
  START_ERROR,
  StartError,
  TASK_STATE,
  Task,
  TRANSFER_ERROR,
  UploadImageS3,
} from './generated.ts';
export { createWebDigests, type OssDigests } from './oss-signature/oss-digests.ts';
export type { OssRequest } from './oss-signature/oss-request.ts';
export { OSS_SUBRESOURCES, ossStringToSignV1, signOssV1 } from './oss-signature/signature-v1.ts';
export {
  deriveOssSigningKey,
  formatOssScope,
  OSS_UNSIGNED_PAYLOAD,
  OSS_V4_ALGORITHM,
  type OssScope,
  ossCanonicalRequestV4,
  signOssV4,
} from './oss-signature/signature-v4.ts';
export { WEB_APP_KEY } from './web-app-key.ts';
export type { WireEvent } from './wire-event.ts';
