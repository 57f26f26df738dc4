export {
  type DomainErrorCode,
  START_ERROR_CODES,
  TRANSFER_ERROR_CODES,
} from './error-codes.ts';
/** Every type of the schema by its name, for the end that answers. */
export type * as Wire from './generated.ts';
export type {
  Bucket,
  CAMERA_SHARING,
  Download,
  Engine,
  EVENT_KIND,
  Exif,
  IMAGE_ERROR,
  IMAGE_FILTER,
  IMAGE_ORDER,
  IMAGE_STATE,
  IMAGE_WARNING,
  IMPORTED_MODEL_TYPE,
  IMPORTED_STATE,
  ImageWarning,
  ImportedModel,
  MATCHER,
  ModelFile,
  My,
  NamedPhoto,
  PageInfo,
  PROJECT_ERROR_CODE,
  Project,
  ProjectEvent,
  ProjectImage,
  ProjectMetaFile,
  ProjectReport,
  QUALITY,
  REPORT_FINDING,
  REPORT_HEIGHT,
  REPORT_RULE,
  REPORT_SEVERITY,
  ReconstructionOptions,
  ReportCamera,
  ReportCoverage,
  ReportEstimate,
  ReportFinding,
  ReportGap,
  ReportGroup,
  ReportOverlap,
  ReportPhoto,
  ReportReason,
  START_ERROR,
  StartError,
  StartPolicy,
  TASK_STATE,
  Task,
  TaskStep,
  TRANSFER_ERROR,
  UploadImageS3,
  UploadMetaFileS3,
} from './generated.ts';
export type { Manifest, ManifestHost, ManifestPhoto, ManifestStage } from './manifest.ts';
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
