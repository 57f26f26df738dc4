export type { Greeting } from './api/account-calls.ts';
export { ApiError, ConnectionError } from './api/api-error.ts';
export type { Connection, GraphqlOperation, GraphqlRequest } from './api/graphql-request.ts';
export type { ImageMatch, ImageQuery, ImageSummary } from './api/image-calls.ts';
export type { MetaFileGrant, MetaFileRegistration, MetaFileSummary } from './api/meta-file-calls.ts';
export { eachItem, type Page } from './api/page.ts';
export type { ProjectSummary } from './api/project-calls.ts';
export type { ConnectionState } from './api/reachability.ts';
export type { EngineSummary, LogPart, LogQuery, TaskProgress } from './api/reconstruction-calls.ts';
export type {
  Quality,
  ReconstructionOptions,
  StartAnswer,
  StartPolicy,
  StartStatus,
} from './api/start-calls.ts';
export type { PhotoRegistration, UploadGrant } from './api/upload-calls.ts';
export { type Api, type ApiOptions, type Client, createApi, createClient } from './client.ts';
export type { EventWatch, WireEvent } from './events/event-calls.ts';
export type { ProjectFollowing, ProjectNews } from './events/follow-project.ts';
export { type MetaFileReport, type MetaFileUpload, uploadMetaFiles } from './meta-files/upload-meta-files.ts';
export {
  type ByteWork,
  type ChosenPhoto,
  type ClientPlatform,
  PhotoUnreadable,
  type PutAnswer,
  type PutTarget,
} from './platform.ts';
export { comparePhotos, type PhotoDifferences } from './reconstruction/compare-photos.ts';
export { type Recipe, readManifest } from './reconstruction/read-manifest.ts';
export { type StartWait, waitForStart } from './reconstruction/wait-for-start.ts';
export { type TaskWait, waitForTask } from './reconstruction/wait-for-task.ts';
export { hashPhotos, type PhotoHashing } from './upload/hash-photos.ts';
export { type PhotoUpload, uploadPhotos } from './upload/upload-photos.ts';
export type { UploadEvent, UploadProgress, UploadReport } from './upload/upload-report.ts';
