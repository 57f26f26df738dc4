export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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
  DateTime: { input: string; output: string; }
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
  altitude: Maybe<Scalars['Float']['output']>;
  /** Millimetres. */
  focalLength: Maybe<Scalars['Float']['output']>;
  /** Millimetres on 35 mm film. */
  focalLengthIn35mm: Maybe<Scalars['Float']['output']>;
  /** Degrees north, WGS 84. */
  latitude: Maybe<Scalars['Float']['output']>;
  /** Degrees east, WGS 84. */
  longitude: Maybe<Scalars['Float']['output']>;
  make: Maybe<Scalars['String']['output']>;
  model: Maybe<Scalars['String']['output']>;
  /** EXIF orientation, 1 to 8. */
  orientation: Maybe<Scalars['Int']['output']>;
  /** When it was taken, as the camera wrote it: without a zone when the camera wrote none. */
  takenAt: Maybe<Scalars['String']['output']>;
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
  createProject: Maybe<Project>;
  /**
   * Says that the PUT of this image has ended. Only a hint: the server looks into the bucket, and finds photos
   * without it too. Null when the caller has no such image.
   */
  doneImageUpload: Maybe<ProjectImage>;
  /**
   * The image of the project with this SHA-1 (40 hexadecimal digits), or null when a client should upload it:
   * when there is none, when its upload never came to an end, or when it was found Invalid.
   */
  hasImage: Maybe<ProjectImage>;
  /** `hasImage` for up to 1000 checksums in one question; the answers are in their order. */
  hasImages: Array<Maybe<ProjectImage>>;
  /** Starts a reconstruction by itself as soon as every photo is Ready or Invalid, with the Ready ones. */
  preStartReconstruction: StartReconstruction;
  /** Removes an image and its file, for good; gives what it was. Null when the caller has no such image. */
  removeImage: Maybe<ProjectImage>;
  /** The same for many images of one project; gives those that were there. */
  removeImages: Array<ProjectImage>;
  /**
   * Removes a project with its images and models, for good; gives what it was. Null when the caller has no such
   * project.
   */
  removeProject: Maybe<Project>;
  /** Says that the PUT of this image begins. Null when the caller has no such image. */
  startImageUpload: Maybe<ProjectImage>;
  /**
   * Starts a reconstruction of the Ready photos at once. A refusal is an `error`, never an exception.
   * Asking again while a task waits or runs answers with that task and the error `AlreadyRunning`.
   */
  startReconstructionWithError: StartReconstruction;
  /** The same for clients that ask for MinIO: the embedded store speaks S3 to both. */
  uploadImageMinio: Maybe<UploadImageMinio>;
  /**
   * Registers a photo when `image` is asked for, and hands out a temporary key when `sts` is asked for. The key can
   * write every photo of the project to this bucket, and nothing else, for an hour. Who has a key asks for `image`
   * alone; who asks for `sts` alone registers nothing, whatever the filename says.
   */
  uploadImageOSS: Maybe<UploadImageOSS>;
  /**
   * Registers a photo and hands out a presigned URL to PUT it to, valid for 3 hours.
   * The same checksum in the same project is always the same image, however often it is registered.
   */
  uploadImageS3: Maybe<UploadImageS3>;
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
  self: Maybe<User>;
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
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
};

/** A set of photos and what was made of them. */
export type Project = {
  __typename?: 'Project';
  /** Images in the order of their registration. At most 1000 at a time; 100 when nothing is said. */
  allImages: ImageConnection;
  /** Where its photos are uploaded to. */
  cloudPath: Array<CloudPath>;
  /** Short-lived link to a small thumbnail of its first Ready photo; null while there is none. */
  cover: Maybe<Scalars['String']['output']>;
  /** When it was created. */
  date: Scalars['DateTime']['output'];
  /** What the newest finished reconstruction has made. */
  downloads: DownloadConnection;
  /** Gigapixels of the Ready photos. */
  gigaPixel: Scalars['Float']['output'];
  id: Scalars['ID']['output'];
  image: Maybe<ProjectImage>;
  /** The image whose name in the bucket is `filename`. */
  imageByFilename: Maybe<ProjectImage>;
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
  taskState: Maybe<TASK_STATE>;
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
  checksum: Maybe<Scalars['String']['output']>;
  /** Why the image is Invalid, in sentences; null otherwise. */
  error: Maybe<Array<Scalars['String']['output']>>;
  /** The same reasons as codes. */
  errorCodes: Maybe<Array<IMAGE_ERROR>>;
  /** What the photo's EXIF says of where, when and with what it was taken; null until the photo is Ready. */
  exif: Maybe<Exif>;
  /** The name in the bucket: its object key is `{project id}/{filename}`. */
  filename: Scalars['String']['output'];
  /** max(2073600, width × height) / 10^9; null until the photo is Ready. */
  gigaPixel: Maybe<Scalars['Float']['output']>;
  /** Pixels down, as stored (before EXIF orientation); null until the photo is Ready. */
  height: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  /** The user's own name of the photo. */
  name: Scalars['String']['output'];
  /** Size of the file; null until it has arrived. */
  size: Maybe<Scalars['ByteCount']['output']>;
  state: IMAGE_STATE;
  /** Short-lived links to upright JPEG thumbnails with a longer side of 256 and 1024 pixels; empty until Ready. */
  thumbs: Array<Scalars['String']['output']>;
  /** Short-lived link to the photo itself; null until it is Ready. */
  url: Maybe<Scalars['String']['output']>;
  /** Pixels across, as stored (before EXIF orientation); null until the photo is Ready. */
  width: Maybe<Scalars['Int']['output']>;
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
  project: Maybe<Project>;
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
  error: Maybe<StartError>;
  task: Maybe<Task>;
};

export type Support = {
  __typename?: 'Support';
  endpoints: Endpoints;
  /** How something of this kind can be uploaded: `S3`, `OSS`, `MINIO`. */
  supportedCloud: Array<Scalars['String']['output']>;
  /** Whether the server takes work; null for an app key that it does not know. */
  systemMode: Maybe<SYSTEM_MODE>;
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
  endDate: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed, as a sentence; null otherwise. */
  error: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** How much of the step is done, 0 to 100. */
  percent: Scalars['Float']['output'];
  quality: QUALITY;
  /** How many tasks are before it in the queue; null when it does not wait. */
  queueing: Maybe<Scalars['Int']['output']>;
  /** What came out, when it is Done. */
  result: Maybe<TaskResult>;
  startDate: Maybe<Scalars['DateTime']['output']>;
  state: TASK_STATE;
  /** The step that runs, 1 to `totalSteps`; 0 before the first. */
  step: Scalars['Int']['output'];
  /** What the step does, for people. */
  stepName: Maybe<Scalars['String']['output']>;
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
