export { type DomainErrorCode, startErrorCodes } from './error-codes.ts';
export type {
  Bucket,
  Download,
  Exif,
  IMAGE_ERROR,
  IMAGE_FILTER,
  IMAGE_STATE,
  My,
  PageInfo,
  Project,
  ProjectImage,
  QUALITY,
  START_ERROR,
  StartError,
  TASK_STATE,
  Task,
} from './generated.ts';
