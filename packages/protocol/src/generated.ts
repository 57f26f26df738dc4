export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A size in bytes: an integer that may exceed 2^31. */
  ByteCount: { input: number; output: number; }
  /** A time as an RFC 3339 string in UTC, for example `2026-03-01T12:00:00.000Z`. */
  DateTime: { input: string; output: string; }
};

export type ALTI_TYPE =
  | 'Project';

/** An observation of a control point: where one photo shows it. Observations with the same name belong to the same point. */
export type AlignmentPoint = {
  __typename?: 'AlignmentPoint';
  /** Metres above the WGS 84 ellipsoid. */
  altitude: Maybe<Scalars['Float']['output']>;
  /** Whether the point is left out of the fit, to measure its accuracy. */
  checkpoint: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  image: ProjectImage;
  latitude: Maybe<Scalars['Float']['output']>;
  /** WGS 84 degrees; null if the point has model coordinates. */
  longitude: Maybe<Scalars['Float']['output']>;
  /** Metres in the owner's local frame; null if the point has geographic coordinates. */
  modelX: Maybe<Scalars['Float']['output']>;
  modelY: Maybe<Scalars['Float']['output']>;
  modelZ: Maybe<Scalars['Float']['output']>;
  name: Scalars['String']['output'];
  /** Pixels from the left edge of the photo as uploaded. */
  x: Scalars['Float']['output'];
  /** Pixels from its upper edge. */
  y: Scalars['Float']['output'];
};

export type AlignmentPointConnection = {
  __typename?: 'AlignmentPointConnection';
  edges: Array<AlignmentPointEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AlignmentPointEdge = {
  __typename?: 'AlignmentPointEdge';
  cursor: Scalars['String']['output'];
  node: AlignmentPoint;
};

/** Something found by a part of its id. */
export type AltiID = {
  __typename?: 'AltiID';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  type: ALTI_TYPE;
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
  /** Display name. */
  display: Scalars['String']['output'];
};

/** The buckets of `uploadImageMinio`. */
export type BucketMinio =
  /** The object store inside this server. */
  | 'local';

/** The buckets of `uploadMetaFileMinio`. */
export type BucketMinioMeta =
  /** The object store inside this server. */
  | 'local';

/** The buckets of `uploadModelMinio`. */
export type BucketMinioModel =
  /** The object store inside this server. */
  | 'local';

/** The buckets of `uploadImageOSS`. */
export type BucketOSS =
  /** The object store inside this server. */
  | 'local';

/** The buckets of `uploadImageS3`. */
export type BucketS3 =
  /** The object store inside this server. */
  | 'local';

/** The buckets of `uploadModelS3`. */
export type BucketS3Model =
  /** The object store inside this server. */
  | 'local';

export type CALL_RESULT =
  | 'Fail'
  | 'Success';

/** Which photos share camera intrinsics. */
export type CAMERA_SHARING =
  /** Photos of one camera, lens setting and size, by EXIF and `group.txt`. */
  | 'auto'
  /** None: each photo has its own intrinsics. */
  | 'perPhoto'
  /** All photos: one camera with one lens setting. */
  | 'single';

export type CURRENCY =
  | 'CNY'
  | 'EUR'
  | 'HKD'
  | 'USD';

/** Why a call has done nothing. */
export type CallError = {
  __typename?: 'CallError';
  /** The code as a number. */
  code: Scalars['Int']['output'];
  message: Scalars['String']['output'];
};

export type CloudPath = {
  __typename?: 'CloudPath';
  /** Name of the bucket. */
  key: Scalars['String']['output'];
};

/** How well a model fits one control point. */
export type ControlPointResult = {
  __typename?: 'ControlPointResult';
  checkpoint: Scalars['Boolean']['output'];
  /** Number of its observations that were used. */
  marks: Scalars['Int']['output'];
  name: Scalars['String']['output'];
  /** Why it was not used, or which of its observations were left out as outliers. */
  reason: Maybe<Scalars['String']['output']>;
  /** Root mean square of the reprojection errors of its observations, in pixels. */
  reprojectionError: Maybe<Scalars['Float']['output']>;
  /** Its position in the model minus its coordinates. */
  residual: Maybe<Residual>;
  /** Whether it could be triangulated and, unless it is a checkpoint, the model was fitted to it. */
  used: Scalars['Boolean']['output'];
};

export type CreateWebhook = {
  __typename?: 'CreateWebhook';
  /**
   * Key of the signatures: `Tiepoint-Signature` is `v1=` and the HMAC-SHA-256, in hexadecimal digits, of the header
   * `Tiepoint-Timestamp`, a dot and the body. Returned only once.
   */
  secret: Scalars['String']['output'];
  webhook: Webhook;
};

export type DEVELOPER_STATUS =
  | 'ACTIVE'
  | 'EXPIRED'
  | 'INACTIVE'
  | 'NA'
  | 'TRIAL'
  | 'UNDER_REVIEW';

export type Developer = {
  __typename?: 'Developer';
  /** Whether the user may use the API: always `ACTIVE`. */
  status: DEVELOPER_STATUS;
};

export type Download = {
  __typename?: 'Download';
  /** Presigned URL, valid for three hours. */
  link: Scalars['String']['output'];
  /** When it was made. */
  mtime: Scalars['DateTime']['output'];
  /** File name, for example `model.glb`. */
  name: Scalars['String']['output'];
  size: Scalars['ByteCount']['output'];
  /** `Ready`; `Damaged` where the file on the server's disk is not as it was made any more. */
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

/** Kinds of events. */
export type EVENT_KIND =
  /** The state of an image changed: `imageState`, and if Invalid `errorCodes`. */
  | 'ImageMoved'
  /** A photo was registered: it is Pending. */
  | 'ImageRegistered'
  | 'ImageRemoved'
  /** The state of the imported model changed: `importedState`. */
  | 'ImportMoved'
  /** The state of a meta file changed: `metaFileState`. */
  | 'MetaFileMoved'
  /** A pending start was set, replaced or cancelled: see `Project.waitingStart`. */
  | 'PreStarted'
  | 'ProjectCreated'
  /** The project's last event: event streams end after it. */
  | 'ProjectRemoved'
  /** The log of a task has new lines, up to `lastNumber`; at most about once a second. */
  | 'TaskLogged'
  /** The state of a task changed: `taskState`. */
  | 'TaskMoved'
  /** A task made progress by at least one percent of a step. */
  | 'TaskProgress'
  /** A task was created, or a pending start failed: `taskState`. */
  | 'TaskQueued';

/** Metres east, north and up. */
export type EastNorthUp = {
  __typename?: 'EastNorthUp';
  east: Scalars['Float']['output'];
  north: Scalars['Float']['output'];
  up: Scalars['Float']['output'];
};

/** URLs of this server, as the caller reaches it. */
export type Endpoints = {
  __typename?: 'Endpoints';
  api: Scalars['String']['output'];
  web: Scalars['String']['output'];
};

/** A reconstruction engine as installed here; checked again from time to time. */
export type Engine = {
  __typename?: 'Engine';
  /** What it can do on this server, in sentences. */
  abilities: Array<Scalars['String']['output']>;
  /** Whether tasks that don't choose an engine use it. */
  default: Scalars['Boolean']['output'];
  /** The value for `ReconstructionOptions.engine`. */
  name: Scalars['String']['output'];
  /** Why it is unavailable and what to do; null if it is available. */
  problem: Maybe<Scalars['String']['output']>;
  /** Display name, such as `COLMAP`. */
  title: Scalars['String']['output'];
  /** Version by the program's own output; null if it is not installed. */
  version: Maybe<Scalars['String']['output']>;
};

export type ErrorCodeInfo = {
  __typename?: 'ErrorCodeInfo';
  code: PROJECT_ERROR_CODE;
  /** What happened. */
  description: Scalars['String']['output'];
  /** What to do about it. */
  solution: Scalars['String']['output'];
};

export type EventConnection = {
  __typename?: 'EventConnection';
  edges: Array<EventEdge>;
  pageInfo: PageInfo;
};

export type EventEdge = {
  __typename?: 'EventEdge';
  cursor: Scalars['String']['output'];
  node: ProjectEvent;
};

export type Exif = {
  __typename?: 'Exif';
  /** Metres above sea level, as the camera wrote it. */
  altitude: Maybe<Scalars['Float']['output']>;
  /** Millimetres. */
  focalLength: Maybe<Scalars['Float']['output']>;
  /** Equivalent focal length in millimetres on 35 mm film. */
  focalLengthIn35mm: Maybe<Scalars['Float']['output']>;
  /** Degrees north, WGS 84. */
  latitude: Maybe<Scalars['Float']['output']>;
  lens: Maybe<Scalars['String']['output']>;
  /** Degrees east, WGS 84. */
  longitude: Maybe<Scalars['Float']['output']>;
  make: Maybe<Scalars['String']['output']>;
  model: Maybe<Scalars['String']['output']>;
  /** EXIF orientation, 1 to 8. */
  orientation: Maybe<Scalars['Int']['output']>;
  /** Degrees of the gimbal: 0 is horizontal, -90 nadir. */
  pitch: Maybe<Scalars['Float']['output']>;
  /** Metres above the take-off point, from a drone's XMP. */
  relativeAltitude: Maybe<Scalars['Float']['output']>;
  /** Degrees of the gimbal. */
  roll: Maybe<Scalars['Float']['output']>;
  /** Serial number of the camera's body. */
  serial: Maybe<Scalars['String']['output']>;
  /** The program that last wrote the file: the camera's firmware or an editor. */
  software: Maybe<Scalars['String']['output']>;
  /** Time of capture as the camera wrote it, without a time zone if the camera wrote none. */
  takenAt: Maybe<Scalars['String']['output']>;
  /** Height in pixels that the camera wrote. */
  writtenHeight: Maybe<Scalars['Int']['output']>;
  /** Width in pixels that the camera wrote; it differs if the photo was cropped or resized. */
  writtenWidth: Maybe<Scalars['Int']['output']>;
  /** Degrees of the gimbal, clockwise from north. */
  yaw: Maybe<Scalars['Float']['output']>;
};

export type ExpectedStep = {
  __typename?: 'ExpectedStep';
  name: Scalars['String']['output'];
  /** Wall-clock seconds. */
  seconds: Scalars['Float']['output'];
};

export type GCPInfo = {
  __typename?: 'GCPInfo';
  checkpoints: Scalars['Int']['output'];
  /** Number of control points, without checkpoints. */
  controlPoints: Scalars['Int']['output'];
  /** Number of observations in photos. */
  observations: Scalars['Int']['output'];
};

export type GCPValidation = {
  __typename?: 'GCPValidation';
  /** Over the checkpoints. */
  checkpointRms: Maybe<ResidualRms>;
  /** Over the points that the model was fitted to. */
  controlPointRms: Maybe<ResidualRms>;
  controlPoints: Array<ControlPointResult>;
};

export type GeoIPInfo = {
  __typename?: 'GeoIPInfo';
  id: Scalars['ID']['output'];
  /** Buckets for photos. */
  nearestBuckets: Array<Bucket>;
  /** Buckets for meta files: those of cloud `s3` go to `uploadMetaFileS3`, those of `minio` to `uploadMetaFileMinio`. */
  nearestMetaBuckets: Array<Bucket>;
  /** Buckets for imported models: those of cloud `s3` go to `uploadModelS3`, those of `minio` to `uploadModelMinio`. */
  nearestModelBuckets: Array<Bucket>;
};

/** A place on earth, in WGS 84 degrees and metres above the ellipsoid. */
export type GeoInfo = {
  __typename?: 'GeoInfo';
  altitude: Maybe<Scalars['Float']['output']>;
  latitude: Scalars['Float']['output'];
  longitude: Scalars['Float']['output'];
};

export type GeoInfoInput = {
  altitude?: InputMaybe<Scalars['Float']['input']>;
  latitude: Scalars['Float']['input'];
  longitude: Scalars['Float']['input'];
};

/** Why a photo is Invalid. */
export type IMAGE_ERROR =
  /** The SHA-1 differs from the announced one. */
  | 'ChecksumMismatch'
  /** Damaged image data, or the stored photo was damaged or lost on the server's disk: upload it again. */
  | 'Damaged'
  /** The decoder crashed, or needed too much time or memory. */
  | 'DecoderFailed'
  /** Identical to a Ready photo of the project. */
  | 'Duplicate'
  /** The file is empty. */
  | 'EmptyFile'
  /** The server could not download the photo from its URL. */
  | 'FetchFailed'
  /** Not an image: a web page, a text, a video, an archive. The message says which. */
  | 'NotAnImage'
  /** The server could not read or store the photo, after retries. */
  | 'ProcessingFailed'
  /** The size differs from the announced one. */
  | 'SizeMismatch'
  /** Not uploaded within 65 minutes; for a photo that the server downloads: within a day. */
  | 'TimedOut'
  /** More pixels or bytes than this server accepts. */
  | 'TooLarge'
  /** Too few pixels for a reconstruction. */
  | 'TooSmall'
  /** The file ends too early. */
  | 'Truncated'
  /** An unsupported image format: HEIC, camera raw, GIF, WebP. The message says which, and how to convert it. */
  | 'UnsupportedType'
  /** Another format than announced. */
  | 'WrongType';

export type IMAGE_FILTER =
  | 'All'
  | 'Invalid'
  /** Everything that is neither Ready nor Invalid. */
  | 'Pending'
  | 'Ready';

export type IMAGE_ORDER =
  /** By `ProjectImage.name`, capital and small letters alike. */
  | 'Name'
  /** As they were registered; those of one call in its order. */
  | 'Registered';

/** The states of an image. */
export type IMAGE_STATE =
  /** Not usable; `error` has the reasons. It can be uploaded again. */
  | 'Invalid'
  /** Registered; not uploaded yet. */
  | 'Pending'
  /** Copied to private storage and being checked. */
  | 'Processing'
  /** Checked and usable. Final, unless the stored photo is damaged or lost one day: then it is Invalid. */
  | 'Ready'
  /** The file is in the upload bucket. */
  | 'Uploaded'
  /** The upload has started. */
  | 'Uploading';

export type IMAGE_TYPE =
  | 'JPEG'
  | 'PNG'
  | 'TIFF';

/** Problems of usable photos. */
export type IMAGE_WARNING =
  /** Not sharp. */
  | 'Blurred'
  /** Not sRGB: CMYK, or another colour space. */
  | 'ColourSpace'
  /** Another size than in EXIF: edited or resized. */
  | 'Edited'
  /** Taken far from the rest of the set. */
  | 'FarFromRest'
  /** Shows nearly the same as another photo of the set. */
  | 'NearDuplicate'
  /** The file has no EXIF. */
  | 'NoExif'
  /** EXIF without a focal length. */
  | 'NoFocalLength'
  /** EXIF without a position, or with 0° 0°. */
  | 'NoPosition'
  /** Another camera or lens, or another setting of it, than the rest of the set. */
  | 'OtherCamera'
  /** Taken at another time than the rest of the set. */
  | 'OtherTime'
  /** Large parts are white. */
  | 'Overexposed'
  /** Large parts are black. */
  | 'Underexposed';

/** Kind of an imported model. It determines the up axis in formats that don't define it. */
export type IMPORTED_MODEL_TYPE =
  /** A designed model: y is up in OBJ and PLY. */
  | 'CAD'
  /** A photogrammetric model: z is up in OBJ and PLY. */
  | 'PHOTOGRAMMETRY'
  /** A point cloud: z is up. */
  | 'PTCLOUD';

/** The states of an imported model. A new upload leads to Pending from any state. */
export type IMPORTED_STATE =
  /** Being converted for the viewer. */
  | 'Converting'
  /** Unreadable, or not uploaded completely; `Project.error` has the reason. */
  | 'Failed'
  /** Exceeds a limit of this server, which `Project.error` names. */
  | 'LimitExceeded'
  /** Not an imported model. */
  | 'Native'
  /** Waiting for its files. */
  | 'Pending'
  /** Can be viewed. */
  | 'Ready';

/** What a client announces of a photo before its upload. */
export type ImageAnnouncement = {
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename: Scalars['String']['input'];
  /** If given, a file of another size becomes Invalid with `SizeMismatch`. */
  size?: InputMaybe<Scalars['ByteCount']['input']>;
  /** If given, a photo of another format becomes Invalid with `WrongType`. */
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

/** A problem of a usable photo. */
export type ImageWarning = {
  __typename?: 'ImageWarning';
  code: IMAGE_WARNING;
  /** The problem and what to do, as a sentence. */
  message: Scalars['String']['output'];
  /**
   * The measured value, if any. Blurred: sharpness (variance of the Laplacian). Underexposed, Overexposed: share of the
   * image, 0 to 1. FarFromRest: metres. OtherTime: hours. NearDuplicate: number of differing bits of 64 in the perceptual
   * hashes. Edited: share of the camera's pixels that is left.
   */
  value: Maybe<Scalars['Float']['output']>;
};

/** A model made elsewhere: a ZIP of OBJ files with their textures, GLB, PLY or LAS. */
export type ImportedModel = {
  __typename?: 'ImportedModel';
  /** Why it is Failed or LimitExceeded and what to do; otherwise null. */
  error: Maybe<Scalars['String']['output']>;
  /** Files or slices of the newest upload, in the order of their registration. */
  files: Array<ModelFile>;
  /** What is missing or was left out, in sentences. */
  notes: Array<Scalars['String']['output']>;
  /**
   * The origin of the downloads in the coordinates of the files (x, y, z): models in map coordinates are moved near 0, for
   * the precision of graphics cards. Null if the model was not moved.
   */
  origin: Maybe<Array<Scalars['Float']['output']>>;
  /** Number of points, thinned for browsers; null before the first conversion. */
  points: Maybe<Scalars['Int']['output']>;
  state: IMPORTED_STATE;
  /** Number of triangles; null before the first conversion. */
  triangles: Maybe<Scalars['Int']['output']>;
  type: Maybe<IMPORTED_MODEL_TYPE>;
};

/** Languages of explanations of error codes. */
export type LOCALE_TYPE =
  | 'en'
  /** Chinese, in simplified characters. */
  | 'zh'
  /** The same as `zh`. */
  | 'zh_cn'
  /** The same as `zh`, in simplified characters. */
  | 'zh_tw';

/** Which pairs of photos are matched. */
export type MATCHER =
  /** By position if photos have positions; exhaustive for small sets; else sequential. */
  | 'auto'
  /** All pairs: the time grows with the square of the number of photos. */
  | 'exhaustive'
  /** Each photo with its neighbours in the order of names, as for a video. */
  | 'sequential'
  /** Each photo with the nearest ones by position. */
  | 'spatial';

export type MEMBERSHIP_STATE =
  | 'ACTIVE'
  | 'EXPIRED'
  /** There is no membership. */
  | 'NA'
  | 'STOPPED'
  | 'SUSPENDED'
  | 'TRIAL';

/** The states of a meta file. */
export type META_FILE_STATE =
  /** Not usable, or not uploaded within 65 minutes; `error` has the reasons. It can be uploaded again. */
  | 'Failed'
  /** Registered; not uploaded yet. */
  | 'Pending'
  /** Checked and used by the next reconstruction. Final. */
  | 'Ready'
  /** In the upload bucket and being checked. */
  | 'Uploaded';

export type MODEL_FILE_STATE =
  /** The server could not download it. Final: register it again. */
  | 'Failed'
  /** Registered, or being downloaded by the server. */
  | 'Pending'
  /** The file is in the upload bucket. */
  | 'Uploaded';

/** A paid plan; on a self-hosted server no user has one. */
export type Membership = {
  __typename?: 'Membership';
  /** MiB. */
  assetStorage: Scalars['Float']['output'];
  coinPerGP: Scalars['Float']['output'];
  coinPriceDiscount: Scalars['Float']['output'];
  collaboratorQuota: Scalars['Int']['output'];
  coupon: Maybe<MembershipCoupon>;
  endDate: Maybe<Scalars['DateTime']['output']>;
  forceWatermark: Scalars['Boolean']['output'];
  memberGPQuota: Scalars['Float']['output'];
  modelPerProject: Scalars['Int']['output'];
  /** Months. */
  period: Scalars['Int']['output'];
  planName: Scalars['String']['output'];
  startDate: Maybe<Scalars['DateTime']['output']>;
  state: MEMBERSHIP_STATE;
  visibility: Array<Scalars['String']['output']>;
};

export type MembershipCoupon = {
  __typename?: 'MembershipCoupon';
  repeat: Scalars['Int']['output'];
  /** Months. */
  validMonth: Scalars['Int']['output'];
  value: Scalars['Int']['output'];
};

export type MetaFileConnection = {
  __typename?: 'MetaFileConnection';
  edges: Array<MetaFileEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type MetaFileEdge = {
  __typename?: 'MetaFileEdge';
  cursor: Scalars['String']['output'];
  node: ProjectMetaFile;
};

/** Registered photos that have not been uploaded. */
export type MissingPhotos = {
  __typename?: 'MissingPhotos';
  count: Scalars['Int']['output'];
  /** The first 100, in the order of their registration. */
  photos: Array<NamedPhoto>;
};

/** A file of an imported model, or a slice of one. */
export type ModelFile = {
  __typename?: 'ModelFile';
  /** The announced SHA-1, as 40 lower-case hexadecimal digits. */
  checksum: Maybe<Scalars['String']['output']>;
  /** When it was registered. */
  date: Scalars['DateTime']['output'];
  /** The name in the bucket: its object key is `{project id}/model/{filename}`. */
  filename: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** The user's file name. */
  name: Scalars['String']['output'];
  /** Size of the file; null until it has arrived. */
  size: Maybe<Scalars['ByteCount']['output']>;
  state: MODEL_FILE_STATE;
};

export type ModelTransform = {
  __typename?: 'ModelTransform';
  /** 4 × 4 matrix, row by row, from the coordinates of `points.ply` and `cameras.json` (z up) to those of `srs`. */
  modelToSRS: Array<Scalars['Float']['output']>;
  /** `EPSG:4978` (earth-centred WGS 84), or the projected coordinate system of the model. */
  srs: Scalars['String']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Adds an observation of a control point: where a photo shows a point with known coordinates. Observations with the same
   * name belong to the same point. Reconstructions that start afterwards are georeferenced by the points instead of the
   * photos' positions, if at least 3 that are not collinear are each observed in at least 2 photos. At most 2000
   * observations per project.
   */
  addAlignmentPoint: AlignmentPoint;
  /**
   * Removes the uploaded files of a model that was not converted, and leads back to Pending; a converted model stays.
   * Refused during a conversion. Null if the caller has no such project.
   */
  cleanupImportedModel: Maybe<Project>;
  /** Creates an empty project. */
  createProject: Maybe<Project>;
  /** Creates a webhook: from now on, the project's events are posted to `url` as JSON, in order. At most 20 per project. */
  createWebhook: CreateWebhook;
  /**
   * Optional: announces that the PUT of this image is complete. Only a hint: the server finds uploads without it too. Null
   * if the caller has no such image.
   */
  doneImageUpload: Maybe<ProjectImage>;
  /**
   * Announces that all files of the model have been uploaded: the conversion starts once they have all arrived. `id` is the
   * project's. With `merge`, the files are slices of one file, joined by the numbers at the ends of their names
   * (`model.zip.part.2`, `model.zip.002`), else in the order of their registration. Idempotent.
   */
  doneModelUpload: Maybe<Project>;
  /**
   * A user token for an email (case-insensitive) and a password; null if they are wrong. It works with every app key until
   * it is revoked. The 50 newest such tokens of a user are kept. Requires an app key only.
   * After too many wrong passwords: the error `RATE_LIMITED`, with `retryAfterSeconds`.
   */
  getUserToken: Maybe<Scalars['String']['output']>;
  /** Always null: there are no login codes. */
  getUserTokenByLoginCode: Maybe<Scalars['String']['output']>;
  /**
   * The image of the project with this SHA-1 (40 hexadecimal digits), or null if a client should upload it: if there is
   * none, if its upload was not completed, or if it is Invalid.
   */
  hasImage: Maybe<ProjectImage>;
  /** `hasImage` for up to 1000 checksums; the results are in the same order. */
  hasImages: Array<Maybe<ProjectImage>>;
  /**
   * Makes the tiles of a Ready photo (`tiles`) unless they exist, then returns the photo. Null if the caller has no such
   * image; an error if it is not Ready, or if too many photos are waiting for tiles.
   */
  makeLODImage: Maybe<ProjectImage>;
  /** Posts one signed test delivery without events, and returns its outcome. Null if the caller has no such webhook. */
  pingWebhook: Maybe<WebhookPing>;
  /**
   * Sets a pending start: the reconstruction starts once every photo is Ready or Invalid, or as `policy` says, with the
   * photos that are Ready then. If the condition already holds, it starts at once; otherwise `error` and `task` are null, and
   * `Project.waitingStart` is the pending start. While a task of the project runs, the start waits for its end. A later call
   * replaces the pending start, `stopReconstruction` cancels it. If nothing can be started when it is due, a Failed task has
   * the reason.
   */
  preStartReconstruction: StartReconstruction;
  /**
   * Creates an account and returns its first token. Fails with `REGISTRATION_CLOSED` unless the operator has opened
   * registration.
   */
  registerUser: Maybe<Scalars['String']['output']>;
  /** Removes an observation, and returns it. Null if the caller has no such observation. Removing a photo removes its observations. */
  removeAlignmentPoint: Maybe<AlignmentPoint>;
  /** Permanently removes an image and its file, and returns it. Null if the caller has no such image. */
  removeImage: Maybe<ProjectImage>;
  /** The same for up to 1000 images of a project; returns those that existed. */
  removeImages: Array<ProjectImage>;
  /** Permanently removes a meta file, and returns it. Null if the caller has no such meta file. */
  removeMetaFile: Maybe<ProjectMetaFile>;
  /** Permanently removes a project with its images and models, and returns it. Null if the caller has no such project. */
  removeProject: Maybe<Project>;
  /** Removes a webhook, and returns it. Null if the caller has no such webhook. */
  removeWebhook: Maybe<Webhook>;
  /** Delivers the events after a cursor again, and enables the webhook. Null if the caller has no such webhook. */
  replayWebhook: Maybe<Webhook>;
  /** Reports a problem with a project to the operator, in the server's log. Null if the caller has no such project. */
  reportProject: Maybe<Project>;
  /**
   * Sends nothing: this server sends no text messages, and `error` says so. `result` is `Success` all the same, because
   * existing clients crash on anything else; they find out when they ask for the token. Log in with email and password.
   */
  requestLoginCode: RequestLoginCode;
  /**
   * Revokes a token of the user: the one with this id (see `my.tokens`; default: the token of this request). False if the
   * user has no such token.
   */
  revokeUserToken: Scalars['Boolean']['output'];
  /** Revokes all tokens of the user, including those of apps, except the token of this request; returns their number. */
  revokeUserTokens: Scalars['Int']['output'];
  /** Always fails: this server stores no pictures of users. */
  setProfileFace: CALL_RESULT;
  /**
   * Sets where a project lies, for clients that show it on a map; null removes it. Reconstructions don't use it. Null if the
   * caller has no such project.
   */
  setProjectGeoInfo: Maybe<Project>;
  /** Changes a project; what is left out stays. Null if the caller has no such project. */
  setProjectProperties: Maybe<Project>;
  /** Optional: announces that the PUT of this image starts. Null if the caller has no such image. */
  startImageUpload: Maybe<ProjectImage>;
  /**
   * Starts a reconstruction of the Ready photos at once, and cancels a pending start. Refused while photos are being uploaded,
   * fetched or checked; photos that were registered but not uploaded are left out, and `task { missingPhotos }` names them. A
   * refusal is returned as `error`. While a task is waiting or running, returns that task with the error `AlreadyRunning`.
   */
  startReconstructionWithError: StartReconstruction;
  /**
   * Stops the waiting or running reconstruction within seconds, cancels a pending start, and returns the task. For a cancelled
   * start, that is a Stopped task without a start date, with its options. Null if there is none, or if the caller has no such
   * project.
   */
  stopReconstruction: Maybe<Task>;
  /** Always fails: there are no coins. */
  transferCoins: TransferCoins;
  /**
   * Transfers a project, with everything in it, to another user of this server; its webhooks are removed. Existing links
   * stay valid until they expire. A refusal is returned as `error`, except for the error `RATE_LIMITED` (20 transfers per
   * hour and user).
   */
  transferProject: TransferProject;
  /**
   * Changes an observation; omitted arguments keep their values. Coordinates and `checkpoint` belong to the point: they
   * change for all its observations. With another name, it becomes an observation of that point. Null if the caller has no
   * such observation.
   */
  updateAlignmentPoint: Maybe<AlignmentPoint>;
  /** Changes a webhook; omitted arguments keep their values. Null if the caller has no such webhook. */
  updateWebhook: Maybe<Webhook>;
  /** The same for clients that use MinIO. */
  uploadImageMinio: Maybe<UploadImageMinio>;
  /**
   * Registers a photo if `image` is requested, and issues a temporary key if `sts` is requested. The key can write the
   * photos of the project to this bucket for an hour, and nothing else. With a valid key, request only `image`; a request
   * of only `sts` registers nothing.
   */
  uploadImageOSS: Maybe<UploadImageOSS>;
  /**
   * Registers a photo and returns a presigned URL for its PUT, valid for 3 hours. Idempotent with a checksum: the same
   * checksum in the same project is always the same image.
   */
  uploadImageS3: Maybe<UploadImageS3>;
  /**
   * Registers a photo that the server downloads, and returns it at once: it is Pending, then Uploading during the download,
   * then like any other photo. Up to 3 redirects are followed. Transient errors are retried for some minutes; a photo that
   * can't be downloaded becomes Invalid with the code `FetchFailed`.
   * URLs that are never allowed (another scheme, with a password, a private address) are refused.
   */
  uploadImageURL: Maybe<ProjectImage>;
  /** `uploadImageS3` for up to 1000 photos; the results are in the same order. */
  uploadImages: Array<UploadImageS3>;
  /** The same for clients that use MinIO. */
  uploadMetaFileMinio: Maybe<UploadMetaFileMinio>;
  /**
   * Registers a meta file and returns a presigned URL for its PUT, valid for 3 hours. Once it is Ready, it replaces the one
   * of the same name. A reconstruction uses the files that are Ready when it starts.
   */
  uploadMetaFileS3: Maybe<UploadMetaFileS3>;
  /**
   * Registers a meta file that the server downloads: http or https, redirects are followed. Private addresses are refused
   * unless the operator allows them.
   */
  uploadMetaURL: Maybe<ProjectMetaFile>;
  /** The same for clients that use MinIO. */
  uploadModelMinio: Maybe<UploadModelMinio>;
  /**
   * Registers a file of an imported model, or a slice of a file, and returns a presigned URL for its PUT, valid for 3 hours.
   * `id` is the project's. The first file after a conversion starts a new upload, which replaces the model; a file of the
   * same name replaces the earlier one. A single file that is a complete model is converted when it arrives; after several
   * files, call `doneModelUpload`.
   */
  uploadModelS3: Maybe<UploadModelS3>;
  /** The same for a file that the server downloads; `pid` is the project's id. */
  uploadModelURL: Maybe<ModelFile>;
};


export type MutationaddAlignmentPointArgs = {
  altitude?: InputMaybe<Scalars['Float']['input']>;
  checkpoint?: InputMaybe<Scalars['Boolean']['input']>;
  image: Scalars['ID']['input'];
  latitude?: InputMaybe<Scalars['Float']['input']>;
  longitude?: InputMaybe<Scalars['Float']['input']>;
  modelX?: InputMaybe<Scalars['Float']['input']>;
  modelY?: InputMaybe<Scalars['Float']['input']>;
  modelZ?: InputMaybe<Scalars['Float']['input']>;
  name: Scalars['String']['input'];
  pid: Scalars['ID']['input'];
  x: Scalars['Float']['input'];
  y: Scalars['Float']['input'];
};


export type MutationcleanupImportedModelArgs = {
  id: Scalars['ID']['input'];
};


export type MutationcreateProjectArgs = {
  imported?: InputMaybe<Scalars['Boolean']['input']>;
  modelType?: InputMaybe<IMPORTED_MODEL_TYPE>;
  name: Scalars['String']['input'];
  type?: InputMaybe<PROJECT_TYPE>;
  visibility?: InputMaybe<PROJECT_VISIBILITY>;
};


export type MutationcreateWebhookArgs = {
  kinds?: InputMaybe<Array<EVENT_KIND>>;
  pid: Scalars['ID']['input'];
  url: Scalars['String']['input'];
};


export type MutationdoneImageUploadArgs = {
  id: Scalars['ID']['input'];
};


export type MutationdoneModelUploadArgs = {
  id: Scalars['ID']['input'];
  merge?: InputMaybe<Scalars['Boolean']['input']>;
};


export type MutationgetUserTokenArgs = {
  email: Scalars['String']['input'];
  fresh?: InputMaybe<Scalars['Boolean']['input']>;
  password: Scalars['String']['input'];
};


export type MutationgetUserTokenByLoginCodeArgs = {
  code: Scalars['String']['input'];
  fresh?: InputMaybe<Scalars['Boolean']['input']>;
  phone: Scalars['String']['input'];
};


export type MutationhasImageArgs = {
  checksum: Scalars['String']['input'];
  pid: Scalars['ID']['input'];
};


export type MutationhasImagesArgs = {
  checksums: Array<Scalars['String']['input']>;
  pid: Scalars['ID']['input'];
};


export type MutationmakeLODImageArgs = {
  id: Scalars['ID']['input'];
};


export type MutationpingWebhookArgs = {
  id: Scalars['ID']['input'];
};


export type MutationpreStartReconstructionArgs = {
  id: Scalars['ID']['input'];
  options?: InputMaybe<ReconstructionOptions>;
  policy?: InputMaybe<StartPolicy>;
};


export type MutationregisterUserArgs = {
  email: Scalars['String']['input'];
  password: Scalars['String']['input'];
  username: Scalars['String']['input'];
};


export type MutationremoveAlignmentPointArgs = {
  id: Scalars['ID']['input'];
};


export type MutationremoveImageArgs = {
  id: Scalars['ID']['input'];
};


export type MutationremoveImagesArgs = {
  ids: Array<Scalars['ID']['input']>;
  pid: Scalars['ID']['input'];
};


export type MutationremoveMetaFileArgs = {
  id: Scalars['ID']['input'];
};


export type MutationremoveProjectArgs = {
  id: Scalars['ID']['input'];
};


export type MutationremoveWebhookArgs = {
  id: Scalars['ID']['input'];
};


export type MutationreplayWebhookArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationreportProjectArgs = {
  description: Scalars['String']['input'];
  id: Scalars['ID']['input'];
};


export type MutationrequestLoginCodeArgs = {
  phone: Scalars['String']['input'];
};


export type MutationrevokeUserTokenArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationsetProfileFaceArgs = {
  imgStr: Scalars['String']['input'];
};


export type MutationsetProjectGeoInfoArgs = {
  geoInfo?: InputMaybe<GeoInfoInput>;
  id: Scalars['ID']['input'];
};


export type MutationsetProjectPropertiesArgs = {
  id: Scalars['ID']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  visibility?: InputMaybe<PROJECT_VISIBILITY>;
};


export type MutationstartImageUploadArgs = {
  id: Scalars['ID']['input'];
};


export type MutationstartReconstructionWithErrorArgs = {
  id: Scalars['ID']['input'];
  options?: InputMaybe<ReconstructionOptions>;
};


export type MutationstopReconstructionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationtransferCoinsArgs = {
  amount: Scalars['Float']['input'];
  options: TransferOptions;
};


export type MutationtransferProjectArgs = {
  id: Scalars['ID']['input'];
  options: TransferOptions;
};


export type MutationupdateAlignmentPointArgs = {
  altitude?: InputMaybe<Scalars['Float']['input']>;
  checkpoint?: InputMaybe<Scalars['Boolean']['input']>;
  id: Scalars['ID']['input'];
  latitude?: InputMaybe<Scalars['Float']['input']>;
  longitude?: InputMaybe<Scalars['Float']['input']>;
  modelX?: InputMaybe<Scalars['Float']['input']>;
  modelY?: InputMaybe<Scalars['Float']['input']>;
  modelZ?: InputMaybe<Scalars['Float']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  x?: InputMaybe<Scalars['Float']['input']>;
  y?: InputMaybe<Scalars['Float']['input']>;
};


export type MutationupdateWebhookArgs = {
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  id: Scalars['ID']['input'];
  kinds?: InputMaybe<Array<EVENT_KIND>>;
  url?: InputMaybe<Scalars['String']['input']>;
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


export type MutationuploadImageURLArgs = {
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename?: InputMaybe<Scalars['String']['input']>;
  pid: Scalars['ID']['input'];
  token?: InputMaybe<Scalars['String']['input']>;
  url: Scalars['String']['input'];
};


export type MutationuploadImagesArgs = {
  bucket: BucketS3;
  images: Array<ImageAnnouncement>;
  pid: Scalars['ID']['input'];
};


export type MutationuploadMetaFileMinioArgs = {
  bucket: BucketMinioMeta;
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename: Scalars['String']['input'];
  pid: Scalars['ID']['input'];
};


export type MutationuploadMetaFileS3Args = {
  bucket: BucketS3;
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename: Scalars['String']['input'];
  pid: Scalars['ID']['input'];
};


export type MutationuploadMetaURLArgs = {
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename?: InputMaybe<Scalars['String']['input']>;
  pid: Scalars['ID']['input'];
  url: Scalars['String']['input'];
};


export type MutationuploadModelMinioArgs = {
  bucket: BucketMinioModel;
  filename: Scalars['String']['input'];
  id: Scalars['ID']['input'];
};


export type MutationuploadModelS3Args = {
  bucket: BucketS3Model;
  filename: Scalars['String']['input'];
  id: Scalars['ID']['input'];
};


export type MutationuploadModelURLArgs = {
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename?: InputMaybe<Scalars['String']['input']>;
  pid: Scalars['ID']['input'];
  url: Scalars['String']['input'];
};

export type My = {
  __typename?: 'My';
  /** The user's projects, newest first. */
  allProjects: ProjectConnection;
  /** The same as `allProjects`. */
  projects: ProjectConnection;
  /** The user; null without a valid `altitoken`. */
  self: Maybe<User>;
  /** The user's tokens, the last used first. */
  tokens: Array<UserToken>;
};


export type MyallProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


export type MyprojectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};

/** A photo by its id and the user's file name. */
export type NamedPhoto = {
  __typename?: 'NamedPhoto';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
};

/** Errors of projects, photos and reconstructions; `errorCodeInfo` explains each. */
export type PROJECT_ERROR_CODE =
  | 'AlreadyRunning'
  | 'ChecksumMismatch'
  | 'Damaged'
  | 'DecoderFailed'
  | 'DiskFull'
  | 'Duplicate'
  | 'EmptyFile'
  | 'EngineFailed'
  | 'EngineMissing'
  | 'EngineStalled'
  | 'EngineUnavailable'
  | 'FetchFailed'
  | 'ImagesInFlight'
  | 'ImportFailed'
  | 'ImportedProject'
  | 'Interrupted'
  | 'InvalidOptions'
  | 'NoFeatures'
  | 'NoSurface'
  | 'NotAnImage'
  | 'NothingReady'
  | 'OutOfMemory'
  | 'PhotosDoNotFit'
  | 'PhotosRemoved'
  | 'PhotosUnreadable'
  | 'ProcessingFailed'
  | 'ProjectNotFound'
  | 'QuotaExceeded'
  | 'SizeMismatch'
  | 'TimedOut'
  | 'TooFewPhotos'
  | 'TooFewReady'
  | 'TooLarge'
  | 'TooSmall'
  | 'Truncated'
  | 'Unavailable'
  | 'UnsupportedType'
  | 'WrongType';

/** Stored without effect. */
export type PROJECT_TYPE =
  | 'free'
  | 'pro';

/** Stored without effect: only the owner can see a project. */
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

export type PositionReport = {
  __typename?: 'PositionReport';
  rejected: Array<RejectedPosition>;
  /** Root mean square of the residuals of the used positions. */
  rmse: EastNorthUp;
  /** Positions that are farther off than these metres are not used. */
  toleranceMetres: Scalars['Float']['output'];
  /** How many positions were used. */
  used: Scalars['Int']['output'];
};

/** A set of photos and the models made from it. */
export type Project = {
  __typename?: 'Project';
  /** The project's control points; null if there are none. */
  GCPInfo: Maybe<GCPInfo>;
  /** How well the newest finished model fits the control points; null without any. */
  GCPValidation: Maybe<GCPValidation>;
  /** Observations of control points, in the order of their creation, up to 1000 at a time (default: 100). */
  alignmentPoints: AlignmentPointConnection;
  /** Images in the order of their registration, or by name, up to 1000 at a time (default: 100). */
  allImages: ImageConnection;
  /** Meta files in the order of their registration, up to 1000 at a time (default: 100). */
  allMetaFiles: MetaFileConnection;
  /** The upload buckets. */
  cloudPath: Array<CloudPath>;
  /** Link to a small thumbnail of its first Ready photo, as in `ProjectImage.thumbs`; null if there is none. */
  cover: Maybe<Scalars['String']['output']>;
  /** When it was created. */
  date: Scalars['DateTime']['output'];
  /** Files of the newest finished reconstruction. */
  downloads: DownloadConnection;
  /** Why the newest task failed, or why the imported model can't be shown; otherwise null. */
  error: Maybe<Scalars['String']['output']>;
  /** The same reason as a code. */
  errorCode: Maybe<PROJECT_ERROR_CODE>;
  /** The current end of the project's log. Query it, then the state, then follow from this cursor: nothing is missed. */
  eventCursor: Scalars['String']['output'];
  /**
   * The event log, in order: over all pages, each event is returned once, and none is ever inserted before one that was
   * already returned. Events are kept for some days (default: 7); an older cursor fails with `CURSOR_EXPIRED`. Up to 1000 at
   * a time (default: 100).
   */
  events: EventConnection;
  /** Where it lies, as `setProjectGeoInfo` has set it; null otherwise. */
  geoInfo: Maybe<GeoInfo>;
  /** Gigapixels of the Ready photos. */
  gigaPixel: Scalars['Float']['output'];
  /** Ground sampling distance in metres per pixel: the median of its photos, as `report` estimates it; null if unknown. */
  gsd: Maybe<Scalars['Float']['output']>;
  /** The Ready meta file with this SHA-1 (40 hexadecimal digits), or null if a client should upload it. */
  hasMetaFile: Maybe<ProjectMetaFile>;
  id: Scalars['ID']['output'];
  image: Maybe<ProjectImage>;
  /** The image whose name in the bucket is `filename`. */
  imageByFilename: Maybe<ProjectImage>;
  /** Number of images in each state, without states that no image is in. */
  imageCounts: Array<ImageCount>;
  /** The imported model; null for other projects. */
  importedModel: Maybe<ImportedModel>;
  importedState: IMPORTED_STATE;
  /** Whether its model was made elsewhere. */
  isImported: Scalars['Boolean']['output'];
  metaFile: Maybe<ProjectMetaFile>;
  /** Where the newest finished model lies; null if it is not georeferenced. */
  modelTransform: Maybe<ModelTransform>;
  name: Scalars['String']['output'];
  /** Number of registered images in any state. */
  numImage: Scalars['Int']['output'];
  /** Whether there is a pending start. */
  preStarted: Scalars['Boolean']['output'];
  projectType: PROJECT_TYPE;
  /**
   * A report of the photo set before the reconstruction. Made on demand and cached until the state of a photo changes; while
   * photos keep changing, a report may be returned for four times as long as it took to make.
   */
  report: ProjectReport;
  /** State of structure from motion in the newest reconstruction; null if there is none, or if its engine does not tell. */
  sfmState: Maybe<TASK_STATE>;
  /** Always null: nothing is synced to a cloud. */
  syncProgress: Maybe<SyncProgress>;
  /** One of its reconstructions; null if there is none with this id. */
  task: Maybe<Task>;
  /** State of the newest task; null if there is none. */
  taskState: Maybe<TASK_STATE>;
  /** Reconstructions, newest first. */
  tasks: Array<Task>;
  visibility: PROJECT_VISIBILITY;
  /** The pending start; null if there is none. */
  waitingStart: Maybe<WaitingStart>;
  /** Webhooks for its events, the oldest first. */
  webhooks: Array<Webhook>;
};


/** A set of photos and the models made from it. */
export type ProjectalignmentPointsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A set of photos and the models made from it. */
export type ProjectallImagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<IMAGE_FILTER>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  order?: InputMaybe<IMAGE_ORDER>;
  warning?: InputMaybe<IMAGE_WARNING>;
};


/** A set of photos and the models made from it. */
export type ProjectallMetaFilesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A set of photos and the models made from it. */
export type ProjecteventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A set of photos and the models made from it. */
export type ProjecthasMetaFileArgs = {
  checksum: Scalars['String']['input'];
};


/** A set of photos and the models made from it. */
export type ProjectimageArgs = {
  id: Scalars['ID']['input'];
};


/** A set of photos and the models made from it. */
export type ProjectimageByFilenameArgs = {
  filename: Scalars['String']['input'];
};


/** A set of photos and the models made from it. */
export type ProjectmetaFileArgs = {
  id: Scalars['ID']['input'];
};


/** A set of photos and the models made from it. */
export type ProjecttaskArgs = {
  id: Scalars['ID']['input'];
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

/** An event in a project. `kind` determines which fields are set. */
export type ProjectEvent = {
  __typename?: 'ProjectEvent';
  /** Position in the log: pass it as `after` to continue after it. Opaque; unique in the project. */
  cursor: Scalars['String']['output'];
  /** Why the image is Invalid; otherwise null. */
  errorCodes: Maybe<Array<IMAGE_ERROR>>;
  /** The image concerned. */
  imageId: Maybe<Scalars['ID']['output']>;
  imageState: Maybe<IMAGE_STATE>;
  /** State of the imported model, by name. */
  importedState: Maybe<Scalars['String']['output']>;
  kind: EVENT_KIND;
  /** Number of the newest line in `Task.log`. */
  lastNumber: Maybe<Scalars['Int']['output']>;
  /** The meta file concerned. */
  metaFileId: Maybe<Scalars['ID']['output']>;
  /** State of the meta file, by name. */
  metaFileState: Maybe<Scalars['String']['output']>;
  /** Number of photos that were registered but not Ready when the task was requested; null if there were none. */
  missingPhotos: Maybe<Scalars['Int']['output']>;
  /** Progress of the step, 0 to 100. */
  percent: Maybe<Scalars['Float']['output']>;
  projectId: Scalars['ID']['output'];
  /** The running step, 1 to `totalSteps`. */
  step: Maybe<Scalars['Int']['output']>;
  /** Name of the step. */
  stepName: Maybe<Scalars['String']['output']>;
  /** Id of the image, task or meta file concerned, otherwise of the project. */
  subjectId: Scalars['ID']['output'];
  /** The task concerned. */
  taskId: Maybe<Scalars['ID']['output']>;
  taskState: Maybe<TASK_STATE>;
  time: Scalars['DateTime']['output'];
  totalSteps: Maybe<Scalars['Int']['output']>;
};

/** A photo of a project. */
export type ProjectImage = {
  __typename?: 'ProjectImage';
  /** SHA-1 as 40 lower-case hexadecimal digits; null until it is known. */
  checksum: Maybe<Scalars['String']['output']>;
  /** Why the image is Invalid, in sentences; otherwise null. */
  error: Maybe<Array<Scalars['String']['output']>>;
  /** The same reasons as codes. */
  errorCodes: Maybe<Array<IMAGE_ERROR>>;
  /** Metadata from EXIF and XMP; null until the photo is Ready. */
  exif: Maybe<Exif>;
  /** The name in the bucket: its object key is `{project id}/{filename}`. */
  filename: Scalars['String']['output'];
  /** max(2073600, width × height) / 10^9; null until the photo is Ready. */
  gigaPixel: Maybe<Scalars['Float']['output']>;
  /** Whether it has a position in EXIF; false until the photo is Ready. */
  grounded: Scalars['Boolean']['output'];
  /** Height in pixels, as stored (before EXIF orientation); null until the photo is Ready. */
  height: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  /** The user's file name. */
  name: Scalars['String']['output'];
  /** Size of the file; null until it has arrived. */
  size: Maybe<Scalars['ByteCount']['output']>;
  state: IMAGE_STATE;
  /**
   * URLs of upright JPEG thumbnails with a longer side of 256 and 1024 pixels; empty until Ready. They are permanent and need
   * no headers as long as the photo exists, so that pages and caches can keep them: anybody with a URL can see the thumbnail.
   */
  thumbs: Array<Scalars['String']['output']>;
  /**
   * URL of the photo as a Deep Zoom image (`.dzi` with tiles of 512 pixels), for viewers such as OpenSeadragon; null until
   * Ready. Permanent, like `thumbs`. The tiles are made when they are first requested, which takes seconds; `makeLODImage`
   * makes them in advance.
   */
  tiles: Maybe<Scalars['String']['output']>;
  /** Short-lived link to the photo itself; null until it is Ready. */
  url: Maybe<Scalars['String']['output']>;
  /** Problems of a usable photo, by itself and in comparison with the project's other Ready photos. Empty until Ready. */
  warnings: Array<ImageWarning>;
  /** Width in pixels, as stored (before EXIF orientation); null until the photo is Ready. */
  width: Maybe<Scalars['Int']['output']>;
};

/**
 * A text file with information about the photos, in UTF-8, one photo per line; at most 16 MiB, 100,000 lines and 4096 bytes
 * per line. Empty lines and lines that start with `#` are ignored.
 *
 * - `pose.txt`: `name latitude longitude altitude`, optionally followed by `roll pitch yaw`; degrees and metres,
 *   WGS 84. The first line may be `coordinatesystem wgs84`; local systems are refused. Positions are used for photos without
 *   a position in EXIF; angles are checked but not used.
 * - `group.txt`: `name group`. Photos of one group and one size share a camera.
 * - `camera.txt`: `name width height focal-length [centre-x centre-y [k1 [k2 [k3 [p1 p2]]]]]` in pixels, of a photo or
 *   of a group in `group.txt`. Focal length, principal point and k1 are initial values of the bundle adjustment; k2, k3, p1
 *   and p2 are checked but not used. Ignored for photos of another size.
 * - `initial.xms`, `initial.xms.zip`: not supported; they become Failed with that reason.
 *
 * Fields are separated by spaces, tabs, commas or semicolons. Names are the users' file names, and may contain spaces if they
 * are in quotes, end before a comma, semicolon or tab, end with `.jpg`, `.jpeg`, `.png`, `.tif` or `.tiff`, or are followed by
 * numbers only. They are matched exactly, then without folders, then case-insensitively, when a reconstruction starts: photos
 * may be uploaded after the file.
 */
export type ProjectMetaFile = {
  __typename?: 'ProjectMetaFile';
  /** SHA-1 as 40 lower-case hexadecimal digits; null until it is known. */
  checksum: Maybe<Scalars['String']['output']>;
  /** When it was registered. */
  date: Scalars['DateTime']['output'];
  /** The first 20 errors of a Failed file, with their lines; otherwise null. */
  error: Maybe<Array<Scalars['String']['output']>>;
  /** The name in the bucket, made by the server: the object key is `{project id}/meta/{filename}`. */
  filename: Scalars['String']['output'];
  /** Size in bytes; null until the file has arrived. */
  filesize: Maybe<Scalars['ByteCount']['output']>;
  id: Scalars['ID']['output'];
  /** What the file is: `pose.txt`, `group.txt`, `camera.txt`, `initial.xms` or `initial.xms.zip`. */
  name: Scalars['String']['output'];
  state: META_FILE_STATE;
  /** The first 20 names of a Ready file that currently match no Ready photo of the project, or several, with their lines. */
  warnings: Array<Scalars['String']['output']>;
};

/**
 * A photo set before its reconstruction: cameras, coverage, expected overlap, and estimates of time, memory and disk space.
 * Lengths are metres; east and north are measured from the origin of `coverage`.
 */
export type ProjectReport = {
  __typename?: 'ProjectReport';
  /** Cameras of the Ready photos, the most used first. */
  cameras: Array<ReportCamera>;
  coverage: ReportCoverage;
  /** When it was made. */
  date: Scalars['DateTime']['output'];
  /** Estimates for a reconstruction, for each quality. */
  estimates: Array<ReportEstimate>;
  /** Findings, the most important first. */
  findings: Array<ReportFinding>;
  /** Gaps in flight lines, the widest first. */
  gaps: Array<ReportGap>;
  /** Gigapixels of the Ready photos. */
  gigaPixel: Scalars['Float']['output'];
  /** Groups of photos expected to connect, the largest first; several groups will be separate models. */
  groups: Array<ReportGroup>;
  overlap: ReportOverlap;
  /** Number of photos in the report: the Ready ones among the first 20,000 of the project. */
  photoCount: Scalars['Int']['output'];
  /** The photos in the report, in the order of their capture, which `ReportOverlap.pairs` refers to. Up to 10,000 at a time. */
  photos: Array<ReportPhoto>;
  /** Reasons of Invalid photos, then warnings of Ready ones, the most frequent first. */
  reasons: Array<ReportReason>;
  /** Number of photos in each state, without states that no photo is in. */
  states: Array<ImageCount>;
};


/**
 * A photo set before its reconstruction: cameras, coverage, expected overlap, and estimates of time, memory and disk space.
 * Lengths are metres; east and north are measured from the origin of `coverage`.
 */
export type ProjectReportphotosArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  skip?: InputMaybe<Scalars['Int']['input']>;
};

export type QUALITY =
  /** A dense model from larger photos (dense matching at 2000 pixels) and more pairs: four times the work. */
  | 'high'
  /** A mesh from the tie points of the strongest features: little detail, within minutes on two cores. */
  | 'preview'
  /** A dense model: more features and pairs, and dense matching at 1000 pixels. */
  | 'standard';

export type Query = {
  __typename?: 'Query';
  /** A self-hosted server has no coins: all amounts are 0. */
  bank: Bank;
  /** The buckets that the caller can upload to, nearest first. */
  getGeoIPInfo: GeoIPInfo;
  /** Shows that the server is reachable. */
  hello: Scalars['String']['output'];
  /** What belongs to the user behind the `altitoken` header. */
  my: My;
  /** A project of the caller; null if there is none with this id, or if it belongs to another user. */
  project: Maybe<Project>;
  /** Finds projects by a prefix of their id. */
  search: Search;
  /** What this server supports. */
  support: Support;
  /** Calculations for clients before an upload. */
  utility: Utility;
  /** The version of this API and of the server. */
  versions: Versions;
};


export type QueryprojectArgs = {
  id: Scalars['ID']['input'];
};

export type REPORT_FINDING =
  /** Near duplicates. */
  | 'Duplicates'
  /** A position is far from all others. */
  | 'FarPosition'
  /** Photos are Invalid. */
  | 'InvalidPhotos'
  /** A group of photos is not expected to connect with the rest. */
  | 'Island'
  /** A gap in a flight line. */
  | 'LineGap'
  /** Photos without positions. */
  | 'NoPositions'
  /** Too many photos for a complete comparison. */
  | 'NotCompared'
  /** More than one camera or lens setting was used. */
  | 'SeveralCameras'
  /** A photo is expected to connect with none or only one other. */
  | 'Straggler'
  /** Low overlap of the whole set. */
  | 'ThinOverlap'
  /** Fewer than three photos are usable. */
  | 'TooFewPhotos'
  /** Photos have not been checked yet. */
  | 'WaitingPhotos'
  /** Two parts are connected by only one photo. */
  | 'WeakLink';

/** Source of the height of a flight above the ground. */
export type REPORT_HEIGHT =
  /** The altitude above the lowest photo of the set. */
  | 'AltitudeSpread'
  /** The height above the take-off point, by XMP. */
  | 'RelativeAltitude'
  /** The distance of consecutive photos, assuming 75 % forward overlap. */
  | 'Spacing'
  /** Unknown: the photos have no positions, or are not aerial. */
  | 'Unknown';

/** The rule for whether two photos are expected to connect. */
export type REPORT_RULE =
  /** Distances of positions, and viewing directions where known. */
  | 'Distances'
  /** Overlap of footprints, and viewing directions. */
  | 'Footprints'
  /** Nothing was compared: too few photos, or no usable information. */
  | 'None'
  /** Matching features of their thumbnails, for photos without positions. */
  | 'Sight';

export type REPORT_SEVERITY =
  /** For information. */
  | 'Notice'
  /** The reconstruction will fail, or leave photos out. */
  | 'Problem'
  /** The reconstruction may be worse. */
  | 'Warning';

export type ReconstructionOptions = {
  /** Which photos share camera intrinsics. */
  cameraSharing?: InputMaybe<CAMERA_SHARING>;
  /**
   * Coordinate system of the model: `local` (metres east, north and up of an origin, if photos have positions), or a projected
   * one by its EPSG code, such as `EPSG:32633`.
   */
  coordinateSystem?: InputMaybe<Scalars['String']['input']>;
  /** Name of the engine (default: the server's). */
  engine?: InputMaybe<Scalars['String']['input']>;
  /** Which pairs of photos are matched. */
  matcher?: InputMaybe<MATCHER>;
  /** Longest side of a photo in pixels; larger photos are scaled down (default: by quality). */
  maxImageSize?: InputMaybe<Scalars['Int']['input']>;
  /** Quality preset. */
  quality?: InputMaybe<QUALITY>;
  /** Approximate number of triangles (default: as many as the photos support; a dense model at most 500,000, with quality high 1,000,000). */
  targetFaces?: InputMaybe<Scalars['Int']['input']>;
  taskType?: InputMaybe<TASK_TYPE>;
};

export type RejectedPosition = {
  __typename?: 'RejectedPosition';
  /** How far the position is from the camera. */
  metres: Scalars['Float']['output'];
  /** Name of the photo. */
  photo: Scalars['String']['output'];
  /** `outlier`: the position was not used; `altitude`: only its latitude and longitude were. */
  reason: Scalars['String']['output'];
};

/** A camera with one lens setting, by EXIF; unknown values are null. */
export type ReportCamera = {
  __typename?: 'ReportCamera';
  /** Number of photos taken with it. */
  count: Scalars['Int']['output'];
  /** Millimetres. */
  focalLength: Maybe<Scalars['Float']['output']>;
  /** Equivalent focal length in millimetres on 35 mm film. */
  focalLengthIn35mm: Maybe<Scalars['Float']['output']>;
  /** Height in pixels, as stored. */
  height: Scalars['Int']['output'];
  lens: Maybe<Scalars['String']['output']>;
  make: Maybe<Scalars['String']['output']>;
  model: Maybe<Scalars['String']['output']>;
  /** Serial number of the body. */
  serial: Maybe<Scalars['String']['output']>;
  /** Width in pixels, as stored. */
  width: Scalars['Int']['output'];
};

/** Positions of the photos, and what they show of the ground. */
export type ReportCoverage = {
  __typename?: 'ReportCoverage';
  /** Square metres of ground shown by at least one photo. */
  area: Maybe<Scalars['Float']['output']>;
  /** Assumptions, in sentences. */
  assumptions: Array<Scalars['String']['output']>;
  /** Median height above the ground. */
  height: Maybe<Scalars['Float']['output']>;
  /** Source of the height above the ground. */
  heightSource: REPORT_HEIGHT;
  /** Number of nadir photos, within 30° of straight down. */
  nadir: Scalars['Int']['output'];
  /** Number of oblique photos. */
  oblique: Scalars['Int']['output'];
  /** Latitude of the origin of the local frame, degrees north. */
  originLatitude: Maybe<Scalars['Float']['output']>;
  /** Longitude of the origin of the local frame, degrees east; null if no photo has a position. */
  originLongitude: Maybe<Scalars['Float']['output']>;
  /** Number of photos with a position. */
  positioned: Scalars['Int']['output'];
  /** Median ground sampling distance (GSD) in metres. */
  resolution: Maybe<Scalars['Float']['output']>;
};

/** An estimate for a reconstruction on this server. */
export type ReportEstimate = {
  __typename?: 'ReportEstimate';
  /** Disk space while it runs, in bytes. */
  disk: Scalars['ByteCount']['output'];
  /** Number of finished tasks on this server that the times are based on; 0: based on measurements elsewhere. */
  learntFrom: Scalars['Int']['output'];
  /** Peak memory in bytes. */
  memory: Scalars['ByteCount']['output'];
  quality: QUALITY;
  /** Wall-clock seconds of all steps. */
  seconds: Scalars['Float']['output'];
  /** The steps, with their estimated seconds. */
  steps: Array<ExpectedStep>;
};

/** A finding about the photo set. */
export type ReportFinding = {
  __typename?: 'ReportFinding';
  code: REPORT_FINDING;
  /** Number of photos concerned. */
  count: Scalars['Int']['output'];
  /** What was found, where, and what to do. */
  message: Scalars['String']['output'];
  /** The first 100 of the photos concerned. */
  photos: Array<NamedPhoto>;
  severity: REPORT_SEVERITY;
};

/** A gap in a flight line: two consecutive photos much further apart than the others of the line. */
export type ReportGap = {
  __typename?: 'ReportGap';
  after: NamedPhoto;
  before: NamedPhoto;
  /** Metres between the two photos. */
  distance: Scalars['Float']['output'];
  /** Metres east of the origin. */
  east: Scalars['Float']['output'];
  /** Latitude of its centre, degrees north. */
  latitude: Scalars['Float']['output'];
  /** Longitude of its centre, degrees east. */
  longitude: Scalars['Float']['output'];
  /** Metres north of the origin. */
  north: Scalars['Float']['output'];
  /** Usual metres between photos of the line. */
  usual: Scalars['Float']['output'];
};

/** Photos expected to connect with each other. */
export type ReportGroup = {
  __typename?: 'ReportGroup';
  count: Scalars['Int']['output'];
  /** The first 100 of its photos, in the order of their capture. */
  photos: Array<NamedPhoto>;
};

/** The expected overlap of photos. */
export type ReportOverlap = {
  __typename?: 'ReportOverlap';
  /** Assumptions, in sentences. */
  assumptions: Array<Scalars['String']['output']>;
  /** Number of pairs of thumbnails compared. */
  compared: Scalars['Int']['output'];
  /** Median number of neighbours of a photo. */
  neighbours: Scalars['Float']['output'];
  /** Number of pairs expected to connect. */
  pairCount: Scalars['Int']['output'];
  /** Two indices in `ProjectReport.photos` for each pair, in a flat list; at most the first 50,000 pairs. */
  pairs: Array<Scalars['Int']['output']>;
  rule: REPORT_RULE;
};

/** A Ready photo in the report; unknown values are null. */
export type ReportPhoto = {
  __typename?: 'ReportPhoto';
  /** Index in `ProjectReport.cameras`, from 0. */
  camera: Scalars['Int']['output'];
  /** Metres east of the origin. */
  east: Maybe<Scalars['Float']['output']>;
  /** Footprint of the photo on level ground: east and north of its four corners, clockwise from the top left. */
  footprint: Maybe<Array<Scalars['Float']['output']>>;
  /** The same corners as longitudes and latitudes. */
  footprintDegrees: Maybe<Array<Scalars['Float']['output']>>;
  /** Index in `ProjectReport.groups`, from 0. */
  group: Scalars['Int']['output'];
  /** Direction of the top of the photo, degrees clockwise from north. */
  heading: Maybe<Scalars['Float']['output']>;
  /** Metres above the ground, from `ReportCoverage.heightSource`. */
  height: Maybe<Scalars['Float']['output']>;
  id: Scalars['ID']['output'];
  /** Degrees north, WGS 84. */
  latitude: Maybe<Scalars['Float']['output']>;
  /** Degrees east, WGS 84. */
  longitude: Maybe<Scalars['Float']['output']>;
  name: Scalars['String']['output'];
  /** Number of photos it is expected to connect with. */
  neighbours: Scalars['Int']['output'];
  /** Metres north of the origin. */
  north: Maybe<Scalars['Float']['output']>;
  /** Of the gimbal in degrees; -90 is nadir. */
  pitch: Maybe<Scalars['Float']['output']>;
  /** Ground sampling distance (GSD) at the centre of the photo, in metres. */
  resolution: Maybe<Scalars['Float']['output']>;
  /** By the camera's clock. */
  takenAt: Maybe<Scalars['String']['output']>;
};

/** Number of photos with an error or a warning; either `error` or `warning` is set. */
export type ReportReason = {
  __typename?: 'ReportReason';
  count: Scalars['Int']['output'];
  error: Maybe<IMAGE_ERROR>;
  warning: Maybe<IMAGE_WARNING>;
};

export type RequestLoginCode = {
  __typename?: 'RequestLoginCode';
  error: CallError;
  result: CALL_RESULT;
};

/** Metres; in a local frame of the owner along its x, y and z. */
export type Residual = {
  __typename?: 'Residual';
  east: Scalars['Float']['output'];
  north: Scalars['Float']['output'];
  up: Scalars['Float']['output'];
};

/** Root mean square of residuals, in metres. */
export type ResidualRms = {
  __typename?: 'ResidualRms';
  horizontal: Scalars['Float']['output'];
  vertical: Scalars['Float']['output'];
};

/** Why a reconstruction was not started. */
export type START_ERROR =
  /** A task of the project is already waiting or running. */
  | 'AlreadyRunning'
  /** The engine is unavailable. */
  | 'EngineUnavailable'
  /** Photos are being uploaded, fetched or checked. */
  | 'ImagesInFlight'
  /** The project has an imported model and no photos. */
  | 'ImportedProject'
  /** An option is out of range, unknown, or incompatible with another one or the photos: `option` names it. */
  | 'InvalidOptions'
  /** No photo is Ready yet. */
  | 'NothingReady'
  /** The caller has no project with this id. */
  | 'ProjectNotFound'
  /** More photos than this server allows. */
  | 'QuotaExceeded'
  /** Fewer than three photos are Ready. */
  | 'TooFewPhotos'
  /** All photos are settled, and fewer are Ready than the policy requires. */
  | 'TooFewReady';

export type SYSTEM_MODE =
  | 'Normal'
  | 'Offline'
  | 'ReadOnly';

export type Search = {
  __typename?: 'Search';
  /** What the caller has with an id that starts with this, newest first. Here that are projects only. */
  altiID: Array<AltiID>;
  /** The caller's projects whose id starts with this, newest first. */
  projectID: Array<Project>;
};


export type SearchaltiIDArgs = {
  id?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
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
  /** The invalid option or condition of the policy, if `name` is `InvalidOptions`; otherwise null. */
  option: Maybe<Scalars['String']['output']>;
};

/**
 * Conditions of a pending start; without one, it starts once every photo is Ready or Invalid; with both, when the first is
 * met.
 */
export type StartPolicy = {
  /**
   * Start as soon as this share of all registered photos (including Invalid ones) is Ready, in percent: more than 0, up to
   * 100. Photos still being uploaded or checked are left out. If all photos are settled and the share is not reached, a
   * Failed task says so.
   */
  minReadyPercent?: InputMaybe<Scalars['Float']['input']>;
  /**
   * Start at this time, with its time zone, such as `2026-05-31T22:00:00Z`, with the photos that are Ready then: at most 31
   * days ahead. A time in the past is now.
   */
  startAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type StartReconstruction = {
  __typename?: 'StartReconstruction';
  /** Why nothing was started, or null. */
  error: Maybe<StartError>;
  task: Maybe<Task>;
};

/** Over a WebSocket at `/graphql` (protocol `graphql-transport-ws`); `key` and `altitoken` in its first message or its headers. */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * The events of a project as they happen. Ends after the project's last event, or when the token is revoked.
   * `GET /projects/{pid}/events` has the same as Server-Sent Events.
   */
  projectEvents: ProjectEvent;
};


/** Over a WebSocket at `/graphql` (protocol `graphql-transport-ws`); `key` and `altitoken` in its first message or its headers. */
export type SubscriptionprojectEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  pid: Scalars['ID']['input'];
};

export type Support = {
  __typename?: 'Support';
  endpoints: Endpoints;
  /** The reconstruction engines, the default first. Requires an app key. */
  engines: Array<Engine>;
  /** What an error code means and what to do; null without a code. */
  errorCodeInfo: Maybe<ErrorCodeInfo>;
  /**
   * Whether the server can GET this URL, and so fetch photos from that host: `Success`, or the reason why not. Requires an
   * app key; a key that is limited to the pages of some origins requires a user too. 30 a minute.
   */
  networkTest: Maybe<Scalars['String']['output']>;
  /** How this kind of file can be uploaded: `S3`, `OSS`, `MINIO`. */
  supportedCloud: Array<Scalars['String']['output']>;
  /** Whether the server accepts work; null without a known app key. */
  systemMode: Maybe<SYSTEM_MODE>;
};


export type SupporterrorCodeInfoArgs = {
  code?: InputMaybe<PROJECT_ERROR_CODE>;
  lang?: InputMaybe<LOCALE_TYPE>;
};


export type SupportnetworkTestArgs = {
  url?: InputMaybe<Scalars['String']['input']>;
};


export type SupportsupportedCloudArgs = {
  kind?: InputMaybe<UPLOAD_TYPE>;
};

export type SyncProgress = {
  __typename?: 'SyncProgress';
  error: Maybe<Scalars['String']['output']>;
  /** 0 to 100. */
  percent: Scalars['Float']['output'];
};

/** The states of a task. */
export type TASK_STATE =
  /** The model is made. Final. */
  | 'Done'
  /** No model could be made; `error` has the reason. Final. */
  | 'Failed'
  /** Waiting in the queue. */
  | 'Pending'
  | 'Processing'
  /** Stopped by its owner. Final; a reconstruction of the same photos with the same options resumes from there. */
  | 'Stopped';

export type TASK_TYPE =
  /** The engine of this server. */
  | 'Native';

/** Why a project was not transferred. */
export type TRANSFER_ERROR =
  /** The caller has no project with this id. */
  | 'ProjectNotFound'
  /** No other user of this server has this email. */
  | 'ReceiverNotFound'
  /** A task of the project is waiting or running. */
  | 'TaskRunning';

/** One reconstruction. */
export type Task = {
  __typename?: 'Task';
  /** When it was requested. */
  createdDate: Scalars['DateTime']['output'];
  endDate: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed and what to do; otherwise null. */
  error: Maybe<Scalars['String']['output']>;
  /** Estimated seconds until it starts; null if unknown, and if it is not waiting. */
  expectedStartSeconds: Maybe<Scalars['Float']['output']>;
  id: Scalars['ID']['output'];
  /**
   * Output of the engine's programs, also while they run: the lines after number `after` (default: the newest ones), up to
   * 2000 at a time. The newest 20,000 lines of a task are kept; the download `log.txt` has more.
   */
  log: TaskLog;
  /**
   * Its manifest as JSON text: photos, options, engine, host, times of the steps and checksums of the results. Null until it
   * has started. A task that is Done has it as the download `manifest.json` too.
   */
  manifest: Maybe<Scalars['String']['output']>;
  /**
   * Photos that were registered but not Ready when the task was requested; null if there were none. The task does not include
   * those that do not become Ready before it starts.
   */
  missingPhotos: Maybe<MissingPhotos>;
  /** The requested options, with the server's defaults. */
  options: TaskOptions;
  /** Progress of the step, 0 to 100. */
  percent: Scalars['Float']['output'];
  quality: QUALITY;
  /** Number of tasks before it in the queue; null if it is not waiting. */
  queueing: Maybe<Scalars['Int']['output']>;
  /**
   * Estimated seconds until it ends, including its time in the queue, based on earlier tasks and its progress; null if
   * unknown, and once it has ended.
   */
  remainingSeconds: Maybe<Scalars['Float']['output']>;
  /** The result, if it is Done. */
  result: Maybe<TaskResult>;
  startDate: Maybe<Scalars['DateTime']['output']>;
  /** Why a pending start began, as a sentence; null if the task was started directly. */
  startReason: Maybe<Scalars['String']['output']>;
  state: TASK_STATE;
  /** The running step, 1 to `totalSteps`; 0 before the first. */
  step: Scalars['Int']['output'];
  /** Name of the step. */
  stepName: Maybe<Scalars['String']['output']>;
  /** Finished steps, with their duration. */
  steps: Array<TaskStep>;
  taskType: TASK_TYPE;
  totalSteps: Scalars['Int']['output'];
};


/** One reconstruction. */
export type TasklogArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A part of the log of a task. */
export type TaskLog = {
  __typename?: 'TaskLog';
  /**
   * Number of the newest line of the log, 0 before the first; larger than that of the last of `lines` if there are more than
   * `first`.
   */
  lastNumber: Scalars['Int']['output'];
  lines: Array<TaskLogLine>;
};

export type TaskLogLine = {
  __typename?: 'TaskLogLine';
  /** Increases from line to line, with gaps where lines came too fast to be kept. */
  number: Scalars['Int']['output'];
  text: Scalars['String']['output'];
};

/** Options of a reconstruction, described in `ReconstructionOptions`. */
export type TaskOptions = {
  __typename?: 'TaskOptions';
  cameraSharing: CAMERA_SHARING;
  coordinateSystem: Scalars['String']['output'];
  engine: Scalars['String']['output'];
  matcher: MATCHER;
  maxImageSize: Maybe<Scalars['Int']['output']>;
  quality: QUALITY;
  targetFaces: Maybe<Scalars['Int']['output']>;
};

export type TaskResult = {
  __typename?: 'TaskResult';
  /** RMS of the residuals of the checkpoints, which is the accuracy to expect; null if there are none. */
  checkpointRms: Maybe<ResidualRms>;
  /** RMS of the residuals of the control points it was fitted to; null if there are none. */
  controlPointRms: Maybe<ResidualRms>;
  /** How well it fits the project's control points; empty if there are none. */
  controlPoints: Array<ControlPointResult>;
  /** Number of triangles. */
  faces: Scalars['Int']['output'];
  /**
   * Whether the model is georeferenced, by control points, GPS or `pose.txt`: its coordinates are metres east, north and up of
   * an origin, or those of the requested projected system.
   */
  georeferenced: Scalars['Boolean']['output'];
  /**
   * Whether its coordinates are metres in your own local frame, that of the control points or of `pose.txt`. It is then not
   * georeferenced: its place on earth is unknown.
   */
  inLocalFrame: Scalars['Boolean']['output'];
  /** Names of photos that are not part of the model. */
  leftOut: Array<Scalars['String']['output']>;
  /** Notes, in sentences. */
  notes: Array<Scalars['String']['output']>;
  /** Number of photos in the task. */
  photos: Scalars['Int']['output'];
  /** Number of tie points. */
  points: Scalars['Int']['output'];
  /** How well it fits the positions of the photos; null if it was not placed by them, and the notes say why. */
  positions: Maybe<PositionReport>;
  /** Number of registered photos, those with a pose. */
  registered: Scalars['Int']['output'];
  /** Mean reprojection error in pixels. */
  reprojectionError: Scalars['Float']['output'];
};

export type TaskStep = {
  __typename?: 'TaskStep';
  name: Scalars['String']['output'];
  /** Whether the step was finished by an earlier task and reused. */
  reused: Scalars['Boolean']['output'];
  /** Wall-clock seconds. */
  seconds: Scalars['Float']['output'];
  /** When it started; null if unknown, as for reused steps. */
  startedAt: Maybe<Scalars['DateTime']['output']>;
};

/**
 * A temporary key of the object store, in the terms of OSS. Upload the photo to `{project id}/{image.filename}` in `bucket`;
 * the key can only write below `{project id}/`.
 */
export type TemporaryKey = {
  __typename?: 'TemporaryKey';
  bucket: Scalars['String']['output'];
  /** The endpoint for OSS clients. */
  endpoint: Scalars['String']['output'];
  /** When it expires, in UTC with whole seconds: `2026-03-01T12:00:00Z`. */
  expire: Scalars['String']['output'];
  /** The access key id. */
  id: Scalars['String']['output'];
  /** The access key secret. */
  secret: Scalars['String']['output'];
  /** The server's time, for clients whose clock is wrong. */
  serverTime: Scalars['DateTime']['output'];
  /** The security token to send with each request. */
  token: Scalars['String']['output'];
  /** How long the key is still valid from `serverTime`. */
  ttlSeconds: Scalars['Int']['output'];
};

export type TransferCoins = {
  __typename?: 'TransferCoins';
  error: CallError;
  result: CALL_RESULT;
};

export type TransferError = {
  __typename?: 'TransferError';
  /** The code as a number. */
  code: Scalars['Int']['output'];
  /** What is wrong and what to do, as a sentence. */
  message: Scalars['String']['output'];
  /** The code by name. */
  name: TRANSFER_ERROR;
};

/** The recipient of a project. */
export type TransferOptions = {
  /** Email of a user of this server. */
  email: Scalars['String']['input'];
  /** Ignored: the server sends no email. */
  message?: InputMaybe<Scalars['String']['input']>;
};

export type TransferProject = {
  __typename?: 'TransferProject';
  /** Why the project was not transferred, or null. */
  error: Maybe<TransferError>;
  result: CALL_RESULT;
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
  /** A temporary key for the whole project; request it only if you need a new one. */
  sts: TemporaryKey;
};

export type UploadImageS3 = {
  __typename?: 'UploadImageS3';
  image: ProjectImage;
  /** The server's time, for clients whose clock is wrong. */
  serverTime: Scalars['DateTime']['output'];
  /** How long `url` is valid from `serverTime`. */
  ttlSeconds: Scalars['Int']['output'];
  /** Presigned PUT for this one object; any Content-Type. */
  url: Scalars['String']['output'];
};

export type UploadMetaFileMinio = {
  __typename?: 'UploadMetaFileMinio';
  file: ProjectMetaFile;
  serverTime: Scalars['DateTime']['output'];
  ttlSeconds: Scalars['Int']['output'];
  /** Presigned PUT for this one object; any Content-Type. */
  url: Scalars['String']['output'];
};

export type UploadMetaFileS3 = {
  __typename?: 'UploadMetaFileS3';
  file: ProjectMetaFile;
  serverTime: Scalars['DateTime']['output'];
  ttlSeconds: Scalars['Int']['output'];
  /** Presigned PUT for this one object; any Content-Type. */
  url: Scalars['String']['output'];
};

export type UploadModelMinio = {
  __typename?: 'UploadModelMinio';
  file: ModelFile;
  serverTime: Scalars['DateTime']['output'];
  /** How long `url` is valid from `serverTime`. */
  ttlSeconds: Scalars['Int']['output'];
  /** Presigned PUT for this one file; any Content-Type. */
  url: Scalars['String']['output'];
};

export type UploadModelS3 = {
  __typename?: 'UploadModelS3';
  file: ModelFile;
  serverTime: Scalars['DateTime']['output'];
  /** How long `url` is valid from `serverTime`. */
  ttlSeconds: Scalars['Int']['output'];
  /** Presigned PUT for this one file; any Content-Type. */
  url: Scalars['String']['output'];
};

export type User = {
  __typename?: 'User';
  /** Always 0: there are no coins. */
  balance: Scalars['Float']['output'];
  /** Always null. */
  country: Maybe<Scalars['String']['output']>;
  developer: Developer;
  email: Scalars['String']['output'];
  /** Always 1,000,000: there is no quota. */
  freeGPQuota: Scalars['Float']['output'];
  id: Scalars['ID']['output'];
  /** When the account was created. */
  joined: Scalars['DateTime']['output'];
  /** Always null: there are no plans. */
  membership: Maybe<Membership>;
  /** Always `NA`: there are no plans. */
  membershipState: MEMBERSHIP_STATE;
  /** Size of the user's models. */
  modelBytes: Scalars['ByteCount']['output'];
  /** MiB of a plan's `assetStorage` that are used. Always 0: there are no plans; `modelBytes` is what models take. */
  modelUsage: Scalars['Float']['output'];
  /** The same as `username`. */
  name: Scalars['String']['output'];
  stats: UserStats;
  username: Scalars['String']['output'];
};

/** Counts of what belongs to a user; 0 for what this server does not have. */
export type UserStats = {
  __typename?: 'UserStats';
  follower: Scalars['Int']['output'];
  following: Scalars['Int']['output'];
  planet: Scalars['Int']['output'];
  project: Scalars['Int']['output'];
  star: Scalars['Int']['output'];
};

/** A token, without its secret value. */
export type UserToken = {
  __typename?: 'UserToken';
  /** Name of the only app that can use it; null if it works with every app key. */
  app: Maybe<Scalars['String']['output']>;
  created: Scalars['DateTime']['output'];
  /** Whether it is the token of this request. */
  current: Scalars['Boolean']['output'];
  /** For `revokeUserToken`. */
  id: Scalars['ID']['output'];
  /** With a precision of five minutes. */
  lastUsed: Scalars['DateTime']['output'];
};

export type Utility = {
  __typename?: 'Utility';
  /** Gigapixels of `numImg` photos of this size, as `ProjectImage.gigaPixel` counts them. */
  sizeToGigaPixel: Scalars['Float']['output'];
};


export type UtilitysizeToGigaPixelArgs = {
  height: Scalars['Int']['input'];
  numImg?: InputMaybe<Scalars['Int']['input']>;
  width: Scalars['Int']['input'];
};

export type Versions = {
  __typename?: 'Versions';
  /** Version of the API. */
  api: Scalars['String']['output'];
};

/** A pending start with its conditions; without one, it waits until every photo is Ready or Invalid. */
export type WaitingStart = {
  __typename?: 'WaitingStart';
  /** Starts as soon as this share of all registered photos is Ready, in percent. */
  minReadyPercent: Maybe<Scalars['Float']['output']>;
  /** Options of the reconstruction. */
  options: TaskOptions;
  /** Starts at this time, with the photos that are Ready then. */
  startAt: Maybe<Scalars['DateTime']['output']>;
};

/**
 * A URL that a project's events are posted to, up to 100 at a time, as `{ webhookId, projectId, ping, events: [ProjectEvent] }`.
 * A status of 200 to 299 within 10 seconds acknowledges them; otherwise the delivery is retried with backoff, up to an hour.
 * Delivery is at least once: ignore events whose `cursor` you have seen.
 */
export type Webhook = {
  __typename?: 'Webhook';
  /** All events up to here are delivered. */
  cursor: Scalars['String']['output'];
  /** Why it was disabled automatically; otherwise null. */
  disabledReason: Maybe<Scalars['String']['output']>;
  /** Whether it delivers. It is disabled after failing for a day. */
  enabled: Scalars['Boolean']['output'];
  /** Failed attempts since the last success. */
  failures: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  /** Kinds of events that it delivers; null: all. */
  kinds: Maybe<Array<EVENT_KIND>>;
  /** Time of the last attempt. */
  lastDate: Maybe<Scalars['DateTime']['output']>;
  /** Why the last attempt failed; otherwise null. */
  lastError: Maybe<Scalars['String']['output']>;
  /** HTTP status of the last attempt; null before the first, and if the receiver could not be reached. */
  lastStatus: Maybe<Scalars['Int']['output']>;
  /** Time of the next retry; otherwise null. */
  nextDate: Maybe<Scalars['DateTime']['output']>;
  url: Scalars['String']['output'];
};

export type WebhookPing = {
  __typename?: 'WebhookPing';
  /** Whether the receiver responded with a status of 200 to 299. */
  delivered: Scalars['Boolean']['output'];
  /** Why it was not delivered. */
  error: Maybe<Scalars['String']['output']>;
  status: Maybe<Scalars['Int']['output']>;
};
