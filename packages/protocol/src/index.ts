export { type DomainErrorCode, startErrorCodes } from './error-codes.ts';
export type {
  Bucket,
  Download,
  IMAGE_ERROR,
  IMAGE_FILTER,
  My,
  PageInfo,
  Project,
  ProjectImage,
  QUALITY,
  START_ERROR,
  StartError,
  Task,
} from './generated.ts';
