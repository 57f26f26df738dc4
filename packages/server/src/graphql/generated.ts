import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Project as ProjectModel } from '../projects/project.ts';
import type { Image as ImageModel } from '../images/image.ts';
import type { Task as TaskModel } from '../reconstruction/task.ts';
import type { OssUpload as OssUploadModel } from './upload-oss-resolvers.ts';
import type { Viewer as ViewerModel, Room as RoomModel, RequestContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A size in bytes: a whole number that may pass 2^31. */
  ByteCount: { input: number; output: number; }
  /** The moment as an RFC 3339 string in UTC, for example `2026-03-01T12:00:00.000Z`. */
  DateTime: { input: string; output: Date | string; }
};

export type Bank = {
  __typename?: 'Bank';
  coinsToMoney: Scalars['Float']['output'];
  moneyToCoins: Scalars['Float']['output'];
};


export type BankcoinsToMoneyArgs = {
  coins?: InputMaybe<Scalars['Float']['input']>;
  currency?: InputMaybe<CURRENCY>;
};


export type BankmoneyToCoinsArgs = {
  currency?: InputMaybe<CURRENCY>;
  money?: InputMaybe<Scalars['Float']['input']>;
};

/** A place in object storage that clients upload to. */
export type Bucket = {
  __typename?: 'Bucket';
  /** The value to pass as the `bucket` argument of an upload mutation. */
  bucket: Scalars['String']['output'];
  /** How to upload to it: `s3`, `oss` or `minio`. */
  cloud: Scalars['String']['output'];
  /** What to call it in a menu. */
  display: Scalars['String']['output'];
};

/** The buckets that `uploadImageMinio` can hand out a presigned URL for. */
export type BucketMinio =
  /** The object store inside this server. */
  | 'local';

/** The buckets that `uploadImageOSS` can hand out a temporary key for. */
export type BucketOSS =
  /** The object store inside this server. */
  | 'local';

/** The buckets that `uploadImageS3` can hand out a presigned URL for. */
export type BucketS3 =
  /** The object store inside this server. */
  | 'local';

export type CURRENCY =
  | 'CNY'
  | 'EUR'
  | 'HKD'
  | 'USD';

export type CloudPath = {
  __typename?: 'CloudPath';
  /** Name of the bucket. */
  key: Scalars['String']['output'];
};

export type Download = {
  __typename?: 'Download';
  /** Short-lived link. */
  link: Scalars['String']['output'];
  /** When it was made. */
  mtime: Scalars['DateTime']['output'];
  /** File name, for example `model.glb`. */
  name: Scalars['String']['output'];
  size: Scalars['ByteCount']['output'];
  state: Scalars['String']['output'];
};

export type DownloadConnection = {
  __typename?: 'DownloadConnection';
  edges: Array<DownloadEdge>;
  totalCount: Scalars['Int']['output'];
};

export type DownloadEdge = {
  __typename?: 'DownloadEdge';
  cursor: Scalars['String']['output'];
  node: Download;
};

/** Addresses of this server, as the caller reaches it. */
export type Endpoints = {
  __typename?: 'Endpoints';
  api: Scalars['String']['output'];
  web: Scalars['String']['output'];
};

export type Exif = {
  __typename?: 'Exif';
  /** Metres. */
  altitude?: Maybe<Scalars['Float']['output']>;
  /** Millimetres. */
  focalLength?: Maybe<Scalars['Float']['output']>;
  /** Millimetres on 35 mm film. */
  focalLengthIn35mm?: Maybe<Scalars['Float']['output']>;
  /** Degrees north, WGS 84. */
  latitude?: Maybe<Scalars['Float']['output']>;
  /** Degrees east, WGS 84. */
  longitude?: Maybe<Scalars['Float']['output']>;
  make?: Maybe<Scalars['String']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  /** EXIF orientation, 1 to 8. */
  orientation?: Maybe<Scalars['Int']['output']>;
  /** When it was taken, as the camera wrote it: without a zone when the camera wrote none. */
  takenAt?: Maybe<Scalars['String']['output']>;
};

export type GeoIPInfo = {
  __typename?: 'GeoIPInfo';
  id: Scalars['ID']['output'];
  /** Buckets for photos. */
  nearestBuckets: Array<Bucket>;
};

/** Why a photo is Invalid. */
export type IMAGE_ERROR =
  /** The bytes do not have the announced SHA-1. */
  | 'ChecksumMismatch'
  /** The decoder met damaged data. */
  | 'Damaged'
  /** A Ready photo of the project has the same bytes. */
  | 'Duplicate'
  /** Nothing was in the file. */
  | 'EmptyFile'
  /** Not a JPEG, PNG or TIFF. */
  | 'NotAnImage'
  /** The server could not read or store the photo, even after trying again. */
  | 'ProcessingFailed'
  /** Nothing moved for 65 minutes. */
  | 'TimedOut'
  /** More pixels or bytes than this server takes. */
  | 'TooLarge'
  /** Fewer pixels than a reconstruction can use. */
  | 'TooSmall'
  /** The file ends too early. */
  | 'Truncated';

export type IMAGE_FILTER =
  | 'All'
  | 'Invalid'
  /** Everything that is neither Ready nor Invalid. */
  | 'Pending'
  | 'Ready';

/** The life of an image. */
export type IMAGE_STATE =
  /** Not usable; `error` says why. Uploading it again is the way back. */
  | 'Invalid'
  /** Registered; nothing has been sent yet. */
  | 'Pending'
  /** Copied into private storage and being checked. */
  | 'Processing'
  /** Checked and usable. Final. */
  | 'Ready'
  /** Its bytes are in the bucket. */
  | 'Uploaded'
  /** The client has begun to send it. */
  | 'Uploading';

export type IMAGE_TYPE =
  | 'JPEG'
  | 'PNG'
  | 'TIFF';

export type IMPORTED_STATE =
  /** The model is made here. */
  | 'Native';

/** What a client says of a photo before it sends it. */
export type ImageAnnouncement = {
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename: Scalars['String']['input'];
  type?: InputMaybe<IMAGE_TYPE>;
};

export type ImageConnection = {
  __typename?: 'ImageConnection';
  edges: Array<ImageEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ImageCount = {
  __typename?: 'ImageCount';
  count: Scalars['Int']['output'];
  state: IMAGE_STATE;
};

export type ImageEdge = {
  __typename?: 'ImageEdge';
  cursor: Scalars['String']['output'];
  node: ProjectImage;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Makes an empty project that photos can be uploaded to. */
  createProject?: Maybe<Project>;
  /**
   * Says that the PUT of this image has ended. Only a hint: the server looks into the bucket, and finds photos
   * without it too. Null when the caller has no such image.
   */
  doneImageUpload?: Maybe<ProjectImage>;
  /**
   * The image of the project with this SHA-1 (40 hexadecimal digits), or null when a client should upload it:
   * when there is none, when its upload never came to an end, or when it was found Invalid.
   */
  hasImage?: Maybe<ProjectImage>;
  /** `hasImage` for up to 1000 checksums in one question; the answers are in their order. */
  hasImages: Array<Maybe<ProjectImage>>;
  /** Starts a reconstruction by itself as soon as every photo is Ready or Invalid, with the Ready ones. */
  preStartReconstruction: StartReconstruction;
  /** Removes an image and its file, for good; gives what it was. Null when the caller has no such image. */
  removeImage?: Maybe<ProjectImage>;
  /** The same for many images of one project; gives those that were there. */
  removeImages: Array<ProjectImage>;
  /**
   * Removes a project with its images and models, for good; gives what it was. Null when the caller has no such
   * project.
   */
  removeProject?: Maybe<Project>;
  /** Says that the PUT of this image begins. Null when the caller has no such image. */
  startImageUpload?: Maybe<ProjectImage>;
  /**
   * Starts a reconstruction of the Ready photos at once. A refusal is an `error`, never an exception.
   * Asking again while a task waits or runs answers with that task and the error `AlreadyRunning`.
   */
  startReconstructionWithError: StartReconstruction;
  /** The same for clients that ask for MinIO: the embedded store speaks S3 to both. */
  uploadImageMinio?: Maybe<UploadImageMinio>;
  /**
   * Registers a photo when `image` is asked for, and hands out a temporary key when `sts` is asked for. The key can
   * write every photo of the project to this bucket, and nothing else, for an hour. Who has a key asks for `image`
   * alone; who asks for `sts` alone registers nothing, whatever the filename says.
   */
  uploadImageOSS?: Maybe<UploadImageOSS>;
  /**
   * Registers a photo and hands out a presigned URL to PUT it to, valid for 3 hours.
   * The same checksum in the same project is always the same image, however often it is registered.
   */
  uploadImageS3?: Maybe<UploadImageS3>;
  /** `uploadImageS3` for up to 1000 photos in one call; the answers are in their order. */
  uploadImages: Array<UploadImageS3>;
};


export type MutationcreateProjectArgs = {
  name: Scalars['String']['input'];
  type?: InputMaybe<PROJECT_TYPE>;
  visibility?: InputMaybe<PROJECT_VISIBILITY>;
};


export type MutationdoneImageUploadArgs = {
  id: Scalars['ID']['input'];
};


export type MutationhasImageArgs = {
  checksum: Scalars['String']['input'];
  pid: Scalars['ID']['input'];
};


export type MutationhasImagesArgs = {
  checksums: Array<Scalars['String']['input']>;
  pid: Scalars['ID']['input'];
};


export type MutationpreStartReconstructionArgs = {
  id: Scalars['ID']['input'];
  options?: InputMaybe<ReconstructionOptions>;
};


export type MutationremoveImageArgs = {
  id: Scalars['ID']['input'];
};


export type MutationremoveImagesArgs = {
  ids: Array<Scalars['ID']['input']>;
  pid: Scalars['ID']['input'];
};


export type MutationremoveProjectArgs = {
  id: Scalars['ID']['input'];
};


export type MutationstartImageUploadArgs = {
  id: Scalars['ID']['input'];
};


export type MutationstartReconstructionWithErrorArgs = {
  id: Scalars['ID']['input'];
  options?: InputMaybe<ReconstructionOptions>;
};


export type MutationuploadImageMinioArgs = {
  bucket: BucketMinio;
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename: Scalars['String']['input'];
  pid: Scalars['ID']['input'];
  type?: InputMaybe<IMAGE_TYPE>;
};


export type MutationuploadImageOSSArgs = {
  bucket: BucketOSS;
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename: Scalars['String']['input'];
  pid: Scalars['ID']['input'];
  type?: InputMaybe<IMAGE_TYPE>;
};


export type MutationuploadImageS3Args = {
  bucket: BucketS3;
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename: Scalars['String']['input'];
  pid: Scalars['ID']['input'];
  type?: InputMaybe<IMAGE_TYPE>;
};


export type MutationuploadImagesArgs = {
  bucket: BucketS3;
  images: Array<ImageAnnouncement>;
  pid: Scalars['ID']['input'];
};

export type My = {
  __typename?: 'My';
  /** The user's projects, newest first. */
  allProjects: ProjectConnection;
  /** The user; null without a valid `altitoken`. */
  self?: Maybe<User>;
};


export type MyallProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};

/** Kept as the client has set it; both are treated alike. */
export type PROJECT_TYPE =
  | 'free'
  | 'pro';

/** Who may see a project: kept as the client has set it; so far every project is seen by its owner alone. */
export type PROJECT_VISIBILITY =
  | 'private'
  | 'public'
  | 'unlisted';

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A set of photos and what was made of them. */
export type Project = {
  __typename?: 'Project';
  /** Images in the order of their registration. At most 1000 at a time; 100 when nothing is said. */
  allImages: ImageConnection;
  /** Where its photos are uploaded to. */
  cloudPath: Array<CloudPath>;
  /** Short-lived link to a small thumbnail of its first Ready photo; null while there is none. */
  cover?: Maybe<Scalars['String']['output']>;
  /** When it was created. */
  date: Scalars['DateTime']['output'];
  /** What the newest finished reconstruction has made. */
  downloads: DownloadConnection;
  /** Gigapixels of the Ready photos. */
  gigaPixel: Scalars['Float']['output'];
  id: Scalars['ID']['output'];
  image?: Maybe<ProjectImage>;
  /** The image whose name in the bucket is `filename`. */
  imageByFilename?: Maybe<ProjectImage>;
  /** How many images are in each state; states that no image is in are left out. */
  imageCounts: Array<ImageCount>;
  importedState: IMPORTED_STATE;
  /** Whether its model was made elsewhere: never, so far. */
  isImported: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  /** How many images are registered, whatever their state. */
  numImage: Scalars['Int']['output'];
  /** Set while the project waits for its photos, to start a reconstruction by itself. */
  preStarted: Scalars['Boolean']['output'];
  projectType: PROJECT_TYPE;
  /** State of the newest task; null when none was ever started. */
  taskState?: Maybe<TASK_STATE>;
  /** Reconstructions, newest first. */
  tasks: Array<Task>;
  visibility: PROJECT_VISIBILITY;
};


/** A set of photos and what was made of them. */
export type ProjectallImagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<IMAGE_FILTER>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A set of photos and what was made of them. */
export type ProjectimageArgs = {
  id: Scalars['ID']['input'];
};


/** A set of photos and what was made of them. */
export type ProjectimageByFilenameArgs = {
  filename: Scalars['String']['input'];
};

export type ProjectConnection = {
  __typename?: 'ProjectConnection';
  edges: Array<ProjectEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ProjectEdge = {
  __typename?: 'ProjectEdge';
  cursor: Scalars['String']['output'];
  node: Project;
};

/** A photo of a project. */
export type ProjectImage = {
  __typename?: 'ProjectImage';
  /** SHA-1 as 40 lower-case hexadecimal digits; null until it is known. */
  checksum?: Maybe<Scalars['String']['output']>;
  /** Why the image is Invalid, in sentences; null otherwise. */
  error?: Maybe<Array<Scalars['String']['output']>>;
  /** The same reasons as codes. */
  errorCodes?: Maybe<Array<IMAGE_ERROR>>;
  /** What the photo's EXIF says of where, when and with what it was taken; null until the photo is Ready. */
  exif?: Maybe<Exif>;
  /** The name in the bucket: its object key is `{project id}/{filename}`. */
  filename: Scalars['String']['output'];
  /** max(2073600, width × height) / 10^9; null until the photo is Ready. */
  gigaPixel?: Maybe<Scalars['Float']['output']>;
  /** Pixels down, as stored (before EXIF orientation); null until the photo is Ready. */
  height?: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  /** The user's own name of the photo. */
  name: Scalars['String']['output'];
  /** Size of the file; null until it has arrived. */
  size?: Maybe<Scalars['ByteCount']['output']>;
  state: IMAGE_STATE;
  /** Short-lived links to upright JPEG thumbnails with a longer side of 256 and 1024 pixels; empty until Ready. */
  thumbs: Array<Scalars['String']['output']>;
  /** Short-lived link to the photo itself; null until it is Ready. */
  url?: Maybe<Scalars['String']['output']>;
  /** Pixels across, as stored (before EXIF orientation); null until the photo is Ready. */
  width?: Maybe<Scalars['Int']['output']>;
};

export type QUALITY =
  /** The strongest features of each photo and fewer pairs of photos: minutes on two cores. */
  | 'preview'
  /** All features, more pairs, and a sharper texture. */
  | 'standard';

export type Query = {
  __typename?: 'Query';
  /** A self-hosted server has no coins: every sum is 0. */
  bank: Bank;
  /** The buckets that the caller can upload to, nearest first. */
  getGeoIPInfo: GeoIPInfo;
  /** Says that the server is there. */
  hello: Scalars['String']['output'];
  /** What belongs to the user behind the `altitoken` header. */
  my: My;
  /** One project of the caller; null when there is none with this id, or it is somebody else's. */
  project?: Maybe<Project>;
  /** Finds things by a part of what identifies them. */
  search: Search;
  /** What this server can do, for clients that ask before they begin. */
  support: Support;
  /** Small sums that clients do before an upload. */
  utility: Utility;
  /** The version of this API and of the server. */
  versions: Versions;
};


export type QueryprojectArgs = {
  id: Scalars['ID']['input'];
};

export type ReconstructionOptions = {
  /** How much work to put in. */
  quality?: InputMaybe<QUALITY>;
  taskType?: InputMaybe<TASK_TYPE>;
};

/** Why a reconstruction was not started. */
export type START_ERROR =
  /** A task of this project waits or runs already. */
  | 'AlreadyRunning'
  /** Photos are still on their way. */
  | 'ImagesInFlight'
  /** No photo is Ready yet. */
  | 'NothingReady'
  /** The caller has no project with this id. */
  | 'ProjectNotFound'
  /** Fewer than three photos are Ready. */
  | 'TooFewPhotos';

export type SYSTEM_MODE =
  | 'Normal'
  | 'Offline'
  | 'ReadOnly';

export type Search = {
  __typename?: 'Search';
  /** The caller's projects whose id begins so, newest first. */
  projectID: Array<Project>;
};


export type SearchprojectIDArgs = {
  id?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  myProject?: InputMaybe<Scalars['Boolean']['input']>;
};

export type StartError = {
  __typename?: 'StartError';
  /** The code as a number. */
  code: Scalars['Int']['output'];
  /** What is wrong and what to do, as a sentence. */
  message: Scalars['String']['output'];
  /** The code by name. */
  name: START_ERROR;
};

export type StartReconstruction = {
  __typename?: 'StartReconstruction';
  /** Why nothing was started, or null. */
  error?: Maybe<StartError>;
  task?: Maybe<Task>;
};

export type Support = {
  __typename?: 'Support';
  endpoints: Endpoints;
  /** How something of this kind can be uploaded: `S3`, `OSS`, `MINIO`. */
  supportedCloud: Array<Scalars['String']['output']>;
  /** Whether the server takes work; null for an app key that it does not know. */
  systemMode?: Maybe<SYSTEM_MODE>;
};


export type SupportsupportedCloudArgs = {
  kind?: InputMaybe<UPLOAD_TYPE>;
};

/** The life of a task. */
export type TASK_STATE =
  /** The model is made. Final. */
  | 'Done'
  /** No model could be made; `error` says why. Final. */
  | 'Failed'
  /** Waits for a worker. */
  | 'Pending'
  | 'Processing';

export type TASK_TYPE =
  /** The engine of this server. */
  | 'Native';

/** One reconstruction. */
export type Task = {
  __typename?: 'Task';
  /** When it was asked for. */
  createdDate: Scalars['DateTime']['output'];
  endDate?: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed, as a sentence; null otherwise. */
  error?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** How much of the step is done, 0 to 100. */
  percent: Scalars['Float']['output'];
  quality: QUALITY;
  /** How many tasks are before it in the queue; null when it does not wait. */
  queueing?: Maybe<Scalars['Int']['output']>;
  /** What came out, when it is Done. */
  result?: Maybe<TaskResult>;
  startDate?: Maybe<Scalars['DateTime']['output']>;
  state: TASK_STATE;
  /** The step that runs, 1 to `totalSteps`; 0 before the first. */
  step: Scalars['Int']['output'];
  /** What the step does, for people. */
  stepName?: Maybe<Scalars['String']['output']>;
  /** Steps that have ended, with their seconds. */
  steps: Array<TaskStep>;
  taskType: TASK_TYPE;
  totalSteps: Scalars['Int']['output'];
};

export type TaskResult = {
  __typename?: 'TaskResult';
  /** Triangles of the model. */
  faces: Scalars['Int']['output'];
  /** Whether positions are metres in a local east-north-up frame (from GPS). */
  georeferenced: Scalars['Boolean']['output'];
  /** Names of the photos that were left out. */
  leftOut: Array<Scalars['String']['output']>;
  /** What was noticed on the way, in sentences. */
  notes: Array<Scalars['String']['output']>;
  /** Photos that went in. */
  photos: Scalars['Int']['output'];
  /** Sparse points (tie points). */
  points: Scalars['Int']['output'];
  /** Photos whose position was found. */
  registered: Scalars['Int']['output'];
  /** Mean reprojection error in pixels. */
  reprojectionError: Scalars['Float']['output'];
};

export type TaskStep = {
  __typename?: 'TaskStep';
  name: Scalars['String']['output'];
  /** Wall-clock seconds. */
  seconds: Scalars['Float']['output'];
};

/**
 * A temporary key of the object store, in the terms of OSS. The photo is put to `{project id}/{image.filename}` in
 * `bucket`; the key can do nothing but write below `{project id}/`.
 */
export type TemporaryKey = {
  __typename?: 'TemporaryKey';
  bucket: Scalars['String']['output'];
  /** What the official OSS clients take for their endpoint. */
  endpoint: Scalars['String']['output'];
  /** When it ends, in UTC with whole seconds: `2026-03-01T12:00:00Z`. */
  expire: Scalars['String']['output'];
  /** The access key id. */
  id: Scalars['String']['output'];
  /** The access key secret. */
  secret: Scalars['String']['output'];
  /** The server's clock; with `ttlSeconds` a client whose clock is wrong still renews in time. */
  serverTime: Scalars['DateTime']['output'];
  /** The security token that must go with each request. */
  token: Scalars['String']['output'];
  /** How long the key is still valid from `serverTime`. */
  ttlSeconds: Scalars['Int']['output'];
};

/** What can be uploaded. */
export type UPLOAD_TYPE =
  | 'image'
  | 'meta'
  | 'model';

export type UploadImageMinio = {
  __typename?: 'UploadImageMinio';
  image: ProjectImage;
  serverTime: Scalars['DateTime']['output'];
  ttlSeconds: Scalars['Int']['output'];
  /** Presigned PUT for this one object; any Content-Type. */
  url: Scalars['String']['output'];
};

export type UploadImageOSS = {
  __typename?: 'UploadImageOSS';
  image: ProjectImage;
  /** A temporary key for the whole project; asking for it signs, so ask only when you need a new one. */
  sts: TemporaryKey;
};

export type UploadImageS3 = {
  __typename?: 'UploadImageS3';
  image: ProjectImage;
  /** The server's clock; with `ttlSeconds` a client whose clock is wrong still renews in time. */
  serverTime: Scalars['DateTime']['output'];
  /** How long `url` is valid from `serverTime`. */
  ttlSeconds: Scalars['Int']['output'];
  /** Presigned PUT for this one object; any Content-Type. */
  url: Scalars['String']['output'];
};

export type User = {
  __typename?: 'User';
  email: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** What to call the user: the same as `username`. */
  name: Scalars['String']['output'];
  username: Scalars['String']['output'];
};

export type Utility = {
  __typename?: 'Utility';
  /** Gigapixels of `numImg` photos of this size, as they are counted here. */
  sizeToGigaPixel: Scalars['Float']['output'];
};


export type UtilitysizeToGigaPixelArgs = {
  height: Scalars['Int']['input'];
  numImg?: InputMaybe<Scalars['Int']['input']>;
  width: Scalars['Int']['input'];
};

export type Versions = {
  __typename?: 'Versions';
  /** The version of the API that this server speaks. */
  api: Scalars['String']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Bank: ResolverTypeWrapper<RoomModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Bucket: ResolverTypeWrapper<Bucket>;
  BucketMinio: BucketMinio;
  BucketOSS: BucketOSS;
  BucketS3: BucketS3;
  ByteCount: ResolverTypeWrapper<Scalars['ByteCount']['output']>;
  CURRENCY: CURRENCY;
  CloudPath: ResolverTypeWrapper<CloudPath>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Download: ResolverTypeWrapper<Download>;
  DownloadConnection: ResolverTypeWrapper<DownloadConnection>;
  DownloadEdge: ResolverTypeWrapper<DownloadEdge>;
  Endpoints: ResolverTypeWrapper<Endpoints>;
  Exif: ResolverTypeWrapper<Exif>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GeoIPInfo: ResolverTypeWrapper<GeoIPInfo>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IMAGE_ERROR: IMAGE_ERROR;
  IMAGE_FILTER: IMAGE_FILTER;
  IMAGE_STATE: IMAGE_STATE;
  IMAGE_TYPE: IMAGE_TYPE;
  IMPORTED_STATE: IMPORTED_STATE;
  ImageAnnouncement: ImageAnnouncement;
  ImageConnection: ResolverTypeWrapper<Omit<ImageConnection, 'edges'> & { edges: Array<ResolversTypes['ImageEdge']> }>;
  ImageCount: ResolverTypeWrapper<ImageCount>;
  ImageEdge: ResolverTypeWrapper<Omit<ImageEdge, 'node'> & { node: ResolversTypes['ProjectImage'] }>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  My: ResolverTypeWrapper<ViewerModel>;
  PROJECT_TYPE: PROJECT_TYPE;
  PROJECT_VISIBILITY: PROJECT_VISIBILITY;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Project: ResolverTypeWrapper<ProjectModel>;
  ProjectConnection: ResolverTypeWrapper<Omit<ProjectConnection, 'edges'> & { edges: Array<ResolversTypes['ProjectEdge']> }>;
  ProjectEdge: ResolverTypeWrapper<Omit<ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>;
  ProjectImage: ResolverTypeWrapper<ImageModel>;
  QUALITY: QUALITY;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReconstructionOptions: ReconstructionOptions;
  START_ERROR: START_ERROR;
  SYSTEM_MODE: SYSTEM_MODE;
  Search: ResolverTypeWrapper<RoomModel>;
  StartError: ResolverTypeWrapper<StartError>;
  StartReconstruction: ResolverTypeWrapper<Omit<StartReconstruction, 'task'> & { task?: Maybe<ResolversTypes['Task']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Support: ResolverTypeWrapper<RoomModel>;
  TASK_STATE: TASK_STATE;
  TASK_TYPE: TASK_TYPE;
  Task: ResolverTypeWrapper<TaskModel>;
  TaskResult: ResolverTypeWrapper<TaskResult>;
  TaskStep: ResolverTypeWrapper<TaskStep>;
  TemporaryKey: ResolverTypeWrapper<TemporaryKey>;
  UPLOAD_TYPE: UPLOAD_TYPE;
  UploadImageMinio: ResolverTypeWrapper<Omit<UploadImageMinio, 'image'> & { image: ResolversTypes['ProjectImage'] }>;
  UploadImageOSS: ResolverTypeWrapper<OssUploadModel>;
  UploadImageS3: ResolverTypeWrapper<Omit<UploadImageS3, 'image'> & { image: ResolversTypes['ProjectImage'] }>;
  User: ResolverTypeWrapper<User>;
  Utility: ResolverTypeWrapper<RoomModel>;
  Versions: ResolverTypeWrapper<Versions>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Bank: RoomModel;
  Boolean: Scalars['Boolean']['output'];
  Bucket: Bucket;
  ByteCount: Scalars['ByteCount']['output'];
  CloudPath: CloudPath;
  DateTime: Scalars['DateTime']['output'];
  Download: Download;
  DownloadConnection: DownloadConnection;
  DownloadEdge: DownloadEdge;
  Endpoints: Endpoints;
  Exif: Exif;
  Float: Scalars['Float']['output'];
  GeoIPInfo: GeoIPInfo;
  ID: Scalars['ID']['output'];
  ImageAnnouncement: ImageAnnouncement;
  ImageConnection: Omit<ImageConnection, 'edges'> & { edges: Array<ResolversParentTypes['ImageEdge']> };
  ImageCount: ImageCount;
  ImageEdge: Omit<ImageEdge, 'node'> & { node: ResolversParentTypes['ProjectImage'] };
  Int: Scalars['Int']['output'];
  Mutation: Record<PropertyKey, never>;
  My: ViewerModel;
  PageInfo: PageInfo;
  Project: ProjectModel;
  ProjectConnection: Omit<ProjectConnection, 'edges'> & { edges: Array<ResolversParentTypes['ProjectEdge']> };
  ProjectEdge: Omit<ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] };
  ProjectImage: ImageModel;
  Query: Record<PropertyKey, never>;
  ReconstructionOptions: ReconstructionOptions;
  Search: RoomModel;
  StartError: StartError;
  StartReconstruction: Omit<StartReconstruction, 'task'> & { task?: Maybe<ResolversParentTypes['Task']> };
  String: Scalars['String']['output'];
  Support: RoomModel;
  Task: TaskModel;
  TaskResult: TaskResult;
  TaskStep: TaskStep;
  TemporaryKey: TemporaryKey;
  UploadImageMinio: Omit<UploadImageMinio, 'image'> & { image: ResolversParentTypes['ProjectImage'] };
  UploadImageOSS: OssUploadModel;
  UploadImageS3: Omit<UploadImageS3, 'image'> & { image: ResolversParentTypes['ProjectImage'] };
  User: User;
  Utility: RoomModel;
  Versions: Versions;
};

export type BankResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Bank'] = ResolversParentTypes['Bank']> = {
  coinsToMoney?: Resolver<ResolversTypes['Float'], ParentType, ContextType, Partial<BankcoinsToMoneyArgs>>;
  moneyToCoins?: Resolver<ResolversTypes['Float'], ParentType, ContextType, Partial<BankmoneyToCoinsArgs>>;
};

export type BucketResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Bucket'] = ResolversParentTypes['Bucket']> = {
  bucket?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cloud?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  display?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface ByteCountScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['ByteCount'], any> {
  name: 'ByteCount';
}

export type CloudPathResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CloudPath'] = ResolversParentTypes['CloudPath']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DownloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Download'] = ResolversParentTypes['Download']> = {
  link?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mtime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['ByteCount'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DownloadConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DownloadConnection'] = ResolversParentTypes['DownloadConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DownloadEdge']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DownloadEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DownloadEdge'] = ResolversParentTypes['DownloadEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Download'], ParentType, ContextType>;
};

export type EndpointsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Endpoints'] = ResolversParentTypes['Endpoints']> = {
  api?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  web?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExifResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Exif'] = ResolversParentTypes['Exif']> = {
  altitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  focalLength?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  focalLengthIn35mm?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  make?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  orientation?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  takenAt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type GeoIPInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['GeoIPInfo'] = ResolversParentTypes['GeoIPInfo']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nearestBuckets?: Resolver<Array<ResolversTypes['Bucket']>, ParentType, ContextType>;
};

export type ImageConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ImageConnection'] = ResolversParentTypes['ImageConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ImageEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ImageCountResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ImageCount'] = ResolversParentTypes['ImageCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['IMAGE_STATE'], ParentType, ContextType>;
};

export type ImageEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ImageEdge'] = ResolversParentTypes['ImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ProjectImage'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createProject?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<MutationcreateProjectArgs, 'name' | 'type' | 'visibility'>>;
  doneImageUpload?: Resolver<Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<MutationdoneImageUploadArgs, 'id'>>;
  hasImage?: Resolver<Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<MutationhasImageArgs, 'checksum' | 'pid'>>;
  hasImages?: Resolver<Array<Maybe<ResolversTypes['ProjectImage']>>, ParentType, ContextType, RequireFields<MutationhasImagesArgs, 'checksums' | 'pid'>>;
  preStartReconstruction?: Resolver<ResolversTypes['StartReconstruction'], ParentType, ContextType, RequireFields<MutationpreStartReconstructionArgs, 'id'>>;
  removeImage?: Resolver<Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<MutationremoveImageArgs, 'id'>>;
  removeImages?: Resolver<Array<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<MutationremoveImagesArgs, 'ids' | 'pid'>>;
  removeProject?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<MutationremoveProjectArgs, 'id'>>;
  startImageUpload?: Resolver<Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<MutationstartImageUploadArgs, 'id'>>;
  startReconstructionWithError?: Resolver<ResolversTypes['StartReconstruction'], ParentType, ContextType, RequireFields<MutationstartReconstructionWithErrorArgs, 'id'>>;
  uploadImageMinio?: Resolver<Maybe<ResolversTypes['UploadImageMinio']>, ParentType, ContextType, RequireFields<MutationuploadImageMinioArgs, 'bucket' | 'filename' | 'pid'>>;
  uploadImageOSS?: Resolver<Maybe<ResolversTypes['UploadImageOSS']>, ParentType, ContextType, RequireFields<MutationuploadImageOSSArgs, 'bucket' | 'filename' | 'pid'>>;
  uploadImageS3?: Resolver<Maybe<ResolversTypes['UploadImageS3']>, ParentType, ContextType, RequireFields<MutationuploadImageS3Args, 'bucket' | 'filename' | 'pid'>>;
  uploadImages?: Resolver<Array<ResolversTypes['UploadImageS3']>, ParentType, ContextType, RequireFields<MutationuploadImagesArgs, 'bucket' | 'images' | 'pid'>>;
};

export type MyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['My'] = ResolversParentTypes['My']> = {
  allProjects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, Partial<MyallProjectsArgs>>;
  self?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  allImages?: Resolver<ResolversTypes['ImageConnection'], ParentType, ContextType, RequireFields<ProjectallImagesArgs, 'filter'>>;
  cloudPath?: Resolver<Array<ResolversTypes['CloudPath']>, ParentType, ContextType>;
  cover?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  date?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  downloads?: Resolver<ResolversTypes['DownloadConnection'], ParentType, ContextType>;
  gigaPixel?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<ProjectimageArgs, 'id'>>;
  imageByFilename?: Resolver<Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<ProjectimageByFilenameArgs, 'filename'>>;
  imageCounts?: Resolver<Array<ResolversTypes['ImageCount']>, ParentType, ContextType>;
  importedState?: Resolver<ResolversTypes['IMPORTED_STATE'], ParentType, ContextType>;
  isImported?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  numImage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  preStarted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  projectType?: Resolver<ResolversTypes['PROJECT_TYPE'], ParentType, ContextType>;
  taskState?: Resolver<Maybe<ResolversTypes['TASK_STATE']>, ParentType, ContextType>;
  tasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['PROJECT_VISIBILITY'], ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type ProjectImageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectImage'] = ResolversParentTypes['ProjectImage']> = {
  checksum?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  errorCodes?: Resolver<Maybe<Array<ResolversTypes['IMAGE_ERROR']>>, ParentType, ContextType>;
  exif?: Resolver<Maybe<ResolversTypes['Exif']>, ParentType, ContextType>;
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gigaPixel?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  height?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<Maybe<ResolversTypes['ByteCount']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['IMAGE_STATE'], ParentType, ContextType>;
  thumbs?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  width?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  bank?: Resolver<ResolversTypes['Bank'], ParentType, ContextType>;
  getGeoIPInfo?: Resolver<ResolversTypes['GeoIPInfo'], ParentType, ContextType>;
  hello?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  my?: Resolver<ResolversTypes['My'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryprojectArgs, 'id'>>;
  search?: Resolver<ResolversTypes['Search'], ParentType, ContextType>;
  support?: Resolver<ResolversTypes['Support'], ParentType, ContextType>;
  utility?: Resolver<ResolversTypes['Utility'], ParentType, ContextType>;
  versions?: Resolver<ResolversTypes['Versions'], ParentType, ContextType>;
};

export type SearchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search']> = {
  projectID?: Resolver<Array<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<SearchprojectIDArgs, 'limit' | 'myProject'>>;
};

export type StartErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StartError'] = ResolversParentTypes['StartError']> = {
  code?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['START_ERROR'], ParentType, ContextType>;
};

export type StartReconstructionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StartReconstruction'] = ResolversParentTypes['StartReconstruction']> = {
  error?: Resolver<Maybe<ResolversTypes['StartError']>, ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
};

export type SupportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Support'] = ResolversParentTypes['Support']> = {
  endpoints?: Resolver<ResolversTypes['Endpoints'], ParentType, ContextType>;
  supportedCloud?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType, Partial<SupportsupportedCloudArgs>>;
  systemMode?: Resolver<Maybe<ResolversTypes['SYSTEM_MODE']>, ParentType, ContextType>;
};

export type TaskResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Task'] = ResolversParentTypes['Task']> = {
  createdDate?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  quality?: Resolver<ResolversTypes['QUALITY'], ParentType, ContextType>;
  queueing?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['TaskResult']>, ParentType, ContextType>;
  startDate?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['TASK_STATE'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stepName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['TaskStep']>, ParentType, ContextType>;
  taskType?: Resolver<ResolversTypes['TASK_TYPE'], ParentType, ContextType>;
  totalSteps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TaskResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskResult'] = ResolversParentTypes['TaskResult']> = {
  faces?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  georeferenced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  leftOut?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  notes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  photos?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  registered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reprojectionError?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type TaskStepResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskStep'] = ResolversParentTypes['TaskStep']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type TemporaryKeyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TemporaryKey'] = ResolversParentTypes['TemporaryKey']> = {
  bucket?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expire?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  serverTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ttlSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UploadImageMinioResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UploadImageMinio'] = ResolversParentTypes['UploadImageMinio']> = {
  image?: Resolver<ResolversTypes['ProjectImage'], ParentType, ContextType>;
  serverTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ttlSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadImageOSSResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UploadImageOSS'] = ResolversParentTypes['UploadImageOSS']> = {
  image?: Resolver<ResolversTypes['ProjectImage'], ParentType, ContextType>;
  sts?: Resolver<ResolversTypes['TemporaryKey'], ParentType, ContextType>;
};

export type UploadImageS3Resolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UploadImageS3'] = ResolversParentTypes['UploadImageS3']> = {
  image?: Resolver<ResolversTypes['ProjectImage'], ParentType, ContextType>;
  serverTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ttlSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UtilityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Utility'] = ResolversParentTypes['Utility']> = {
  sizeToGigaPixel?: Resolver<ResolversTypes['Float'], ParentType, ContextType, RequireFields<UtilitysizeToGigaPixelArgs, 'height' | 'numImg' | 'width'>>;
};

export type VersionsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Versions'] = ResolversParentTypes['Versions']> = {
  api?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  Bank?: BankResolvers<ContextType>;
  Bucket?: BucketResolvers<ContextType>;
  ByteCount?: GraphQLScalarType;
  CloudPath?: CloudPathResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Download?: DownloadResolvers<ContextType>;
  DownloadConnection?: DownloadConnectionResolvers<ContextType>;
  DownloadEdge?: DownloadEdgeResolvers<ContextType>;
  Endpoints?: EndpointsResolvers<ContextType>;
  Exif?: ExifResolvers<ContextType>;
  GeoIPInfo?: GeoIPInfoResolvers<ContextType>;
  ImageConnection?: ImageConnectionResolvers<ContextType>;
  ImageCount?: ImageCountResolvers<ContextType>;
  ImageEdge?: ImageEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  My?: MyResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectImage?: ProjectImageResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  StartError?: StartErrorResolvers<ContextType>;
  StartReconstruction?: StartReconstructionResolvers<ContextType>;
  Support?: SupportResolvers<ContextType>;
  Task?: TaskResolvers<ContextType>;
  TaskResult?: TaskResultResolvers<ContextType>;
  TaskStep?: TaskStepResolvers<ContextType>;
  TemporaryKey?: TemporaryKeyResolvers<ContextType>;
  UploadImageMinio?: UploadImageMinioResolvers<ContextType>;
  UploadImageOSS?: UploadImageOSSResolvers<ContextType>;
  UploadImageS3?: UploadImageS3Resolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  Utility?: UtilityResolvers<ContextType>;
  Versions?: VersionsResolvers<ContextType>;
};

