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

/** Where one photo shows one control point. Marks of one name are marks of one point. */
export type AlignmentPoint = {
  __typename?: 'AlignmentPoint';
  /** Metres above the WGS 84 ellipsoid. */
  altitude: Maybe<Scalars['Float']['output']>;
  /** Whether the point is kept out of the fit, to tell how good that is. */
  checkpoint: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  image: ProjectImage;
  latitude: Maybe<Scalars['Float']['output']>;
  /** WGS 84 degrees; null where the place is given in model coordinates. */
  longitude: Maybe<Scalars['Float']['output']>;
  /** Metres in the owner's own frame; null where the place is geographic. */
  modelX: Maybe<Scalars['Float']['output']>;
  modelY: Maybe<Scalars['Float']['output']>;
  modelZ: Maybe<Scalars['Float']['output']>;
  name: Scalars['String']['output'];
  /** Pixels from the left edge of the photo as it was uploaded. */
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

/** The buckets that `uploadMetaFileMinio` can hand out a presigned URL for. */
export type BucketMinioMeta =
  /** The object store inside this server. */
  | 'local';

/** The buckets that `uploadModelMinio` can hand out a presigned URL for. */
export type BucketMinioModel =
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

/** The buckets that `uploadModelS3` can hand out a presigned URL for. */
export type BucketS3Model =
  /** The object store inside this server. */
  | 'local';

export type CALL_RESULT =
  | 'Fail'
  | 'Success';

/** Which photos share a camera and its lens. */
export type CAMERA_SHARING =
  /** Those of one camera, lens setting and size, as EXIF and `group.txt` say. */
  | 'auto'
  /** None: each photo has a lens of its own. */
  | 'perPhoto'
  /** All of them: one camera took them with one lens setting. */
  | 'single';

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

/** How well a model fits one control point. */
export type ControlPointResult = {
  __typename?: 'ControlPointResult';
  checkpoint: Scalars['Boolean']['output'];
  /** How many of its marks were used. */
  marks: Scalars['Int']['output'];
  name: Scalars['String']['output'];
  /** Why it was not used, or which of its marks were left out, as a sentence. */
  reason: Maybe<Scalars['String']['output']>;
  /** How far its marks are from where the photos should show it: root mean square, in pixels. */
  reprojectionError: Maybe<Scalars['Float']['output']>;
  /** Where the model has it, less where it lies. */
  residual: Maybe<Residual>;
  /** Whether its place in the model could be found and, unless it is a checkpoint, the model was fitted to it. */
  used: Scalars['Boolean']['output'];
};

export type CreateWebhook = {
  __typename?: 'CreateWebhook';
  /**
   * Signs the deliveries: `Tiepoint-Signature` is `v1=` and the HMAC-SHA-256, in hexadecimal digits, of the header
   * `Tiepoint-Timestamp`, a dot and the body. Given here once, and never again.
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

/** What an event tells of. */
export type EVENT_KIND =
  /** An image is in another state now: `imageState`, and where that is Invalid `errorCodes`. */
  | 'ImageMoved'
  /** A photo was registered: it is Pending. */
  | 'ImageRegistered'
  | 'ImageRemoved'
  /** The imported model is in another state now: `importedState`. */
  | 'ImportMoved'
  /** A meta file is in another state now: `metaFileState`. */
  | 'MetaFileMoved'
  /** A start that waits was asked for, replaced or taken back: `Project.waitingStart` tells which. */
  | 'PreStarted'
  | 'ProjectCreated'
  /** The project's last event: its streams end here. */
  | 'ProjectRemoved'
  /** The log of a task has more lines, up to `lastNumber`; told about once a second at most. */
  | 'TaskLogged'
  /** A task is in another state now: `taskState`. */
  | 'TaskMoved'
  /** A task has come further, by at least one percent of a step. */
  | 'TaskProgress'
  /** A reconstruction was asked for, or refused after a wait: `taskState`. */
  | 'TaskQueued';

/** Addresses of this server, as the caller reaches it. */
export type Endpoints = {
  __typename?: 'Endpoints';
  api: Scalars['String']['output'];
  web: Scalars['String']['output'];
};

/** A program that makes models out of photos, as it is installed here; it is looked at again from time to time. */
export type Engine = {
  __typename?: 'Engine';
  /** What it can do here, in sentences. */
  abilities: Array<Scalars['String']['output']>;
  /** Whether tasks that ask for no engine go to it. */
  default: Scalars['Boolean']['output'];
  /** What `ReconstructionOptions.engine` takes. */
  name: Scalars['String']['output'];
  /** Why it can't be used at present and what to do; null where it can. */
  problem: Maybe<Scalars['String']['output']>;
  /** For people, such as `COLMAP`. */
  title: Scalars['String']['output'];
  /** As the program calls itself; null where it is not there. */
  version: Maybe<Scalars['String']['output']>;
};

export type ErrorCodeInfo = {
  __typename?: 'ErrorCodeInfo';
  code: PROJECT_ERROR_CODE;
  /** What has happened. */
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
  /** Metres above sea level, as far as the camera knows. */
  altitude: Maybe<Scalars['Float']['output']>;
  /** Millimetres. */
  focalLength: Maybe<Scalars['Float']['output']>;
  /** Millimetres on 35 mm film. */
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
  /** Degrees of the gimbal: 0 looks to the horizon, -90 straight down. */
  pitch: Maybe<Scalars['Float']['output']>;
  /** Metres above the place of take-off, as drones write it into XMP. */
  relativeAltitude: Maybe<Scalars['Float']['output']>;
  /** Degrees of the gimbal. */
  roll: Maybe<Scalars['Float']['output']>;
  /** Serial number of the camera's body. */
  serial: Maybe<Scalars['String']['output']>;
  /** The program that wrote the file last: the camera's own, or an editor. */
  software: Maybe<Scalars['String']['output']>;
  /** When it was taken, as the camera wrote it: without a zone when the camera wrote none. */
  takenAt: Maybe<Scalars['String']['output']>;
  /** Pixels down that the camera wrote. */
  writtenHeight: Maybe<Scalars['Int']['output']>;
  /** Pixels across that the camera wrote; another width of the file means that it was cropped or resized. */
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

/** Why a photo is Invalid. */
export type IMAGE_ERROR =
  /** The bytes do not have the announced SHA-1. */
  | 'ChecksumMismatch'
  /** The decoder met damaged data. */
  | 'Damaged'
  /** The photo has ended the program that decodes it, or has taken too much of its time or memory. */
  | 'DecoderFailed'
  /** A Ready photo of the project has the same bytes. */
  | 'Duplicate'
  /** Nothing was in the file. */
  | 'EmptyFile'
  /** The server could not fetch the photo from its URL. */
  | 'FetchFailed'
  /** Not a picture at all: a web page, a text, a video, an archive. The message says which. */
  | 'NotAnImage'
  /** The server could not read or store the photo, even after trying again. */
  | 'ProcessingFailed'
  /** The file has another size than was announced. */
  | 'SizeMismatch'
  /** Nothing arrived for 65 minutes; for a photo that the server fetches: it has not come within a day. */
  | 'TimedOut'
  /** More pixels or bytes than this server takes. */
  | 'TooLarge'
  /** Fewer pixels than a reconstruction can use. */
  | 'TooSmall'
  /** The file ends too early. */
  | 'Truncated'
  /** A picture in a format that is not read: HEIC, camera raw, GIF, WebP. The message says which, and how to convert it. */
  | 'UnsupportedType'
  /** A photo of another type than was announced. */
  | 'WrongType';

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

/** What may keep a Ready photo from being a good one. */
export type IMAGE_WARNING =
  /** The picture is not sharp. */
  | 'Blurred'
  /** Not sRGB: CMYK, or another colour space. */
  | 'ColourSpace'
  /** Another size than the camera wrote into EXIF: edited or resized. */
  | 'Edited'
  /** Taken far from the rest of the set. */
  | 'FarFromRest'
  /** Shows nearly the same as another photo of the set. */
  | 'NearDuplicate'
  /** The file has no EXIF. */
  | 'NoExif'
  /** EXIF does not say the focal length. */
  | 'NoFocalLength'
  /** EXIF does not say where the photo was taken, or says 0° 0°. */
  | 'NoPosition'
  /** Another camera or lens, or another setting of it, than the rest of the set. */
  | 'OtherCamera'
  /** Taken at another time than the rest of the set. */
  | 'OtherTime'
  /** Large parts are white. */
  | 'Overexposed'
  /** Large parts are black. */
  | 'Underexposed';

/** What kind of model it is. It decides which way is up in formats that do not say so. */
export type IMPORTED_MODEL_TYPE =
  /** Designed: y is up in OBJ and PLY. */
  | 'CAD'
  /** Made of photos: z is up in OBJ and PLY. */
  | 'PHOTOGRAMMETRY'
  /** A point cloud: z is up. */
  | 'PTCLOUD';

/** The life of a model that was made elsewhere. A new upload leads back to Pending from anywhere. */
export type IMPORTED_STATE =
  /** Its files are made into what the viewer shows. */
  | 'Converting'
  /** Can't be read, or never came; `Project.error` says why. */
  | 'Failed'
  /** Larger than this server takes; `Project.error` says in what. */
  | 'LimitExceeded'
  /** The model is made here. */
  | 'Native'
  /** Waits for its files. */
  | 'Pending'
  /** Can be looked at. */
  | 'Ready';

/** What a client says of a photo before it sends it. */
export type ImageAnnouncement = {
  checksum?: InputMaybe<Scalars['String']['input']>;
  filename: Scalars['String']['input'];
  /** When it is given, a file of another size becomes Invalid with the code `SizeMismatch`. */
  size?: InputMaybe<Scalars['ByteCount']['input']>;
  /** When it is given, a photo of another type becomes Invalid with the code `WrongType`. */
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

/** What may keep a photo from being a good one. */
export type ImageWarning = {
  __typename?: 'ImageWarning';
  code: IMAGE_WARNING;
  /** The same as a sentence, with what to do. */
  message: Scalars['String']['output'];
  /**
   * How much of it was found, where that can be measured. Blurred: sharpness (variance of the Laplacian). Underexposed,
   * Overexposed: the part of the picture, 0 to 1. FarFromRest: metres. OtherTime: hours. NearDuplicate: by how many of 64
   * bits the pictures' hashes differ. Edited: the part of the camera's pixels that is left.
   */
  value: Maybe<Scalars['Float']['output']>;
};

/** A model that was made elsewhere: a ZIP of OBJ files with their textures, GLB, PLY or LAS. */
export type ImportedModel = {
  __typename?: 'ImportedModel';
  /** Why it is Failed or LimitExceeded, and what to do; null otherwise. */
  error: Maybe<Scalars['String']['output']>;
  /** Files or slices of the newest upload, in the order of their registration. */
  files: Array<ModelFile>;
  /** What is missing or was left out, in sentences. */
  notes: Array<Scalars['String']['output']>;
  /**
   * Where the origin of the downloads lies in the coordinates of the files (x, y, z): models in map coordinates are
   * moved near 0, where graphics cards are exact. Null where nothing was moved.
   */
  origin: Maybe<Array<Scalars['Float']['output']>>;
  /** Points of what is shown, thinned to what a browser can hold; null before the first conversion. */
  points: Maybe<Scalars['Int']['output']>;
  state: IMPORTED_STATE;
  /** Triangles of what is shown; null before the first conversion. */
  triangles: Maybe<Scalars['Int']['output']>;
  type: Maybe<IMPORTED_MODEL_TYPE>;
};

/** Languages that error codes are explained in. */
export type LOCALE_TYPE =
  | 'en'
  /** Chinese, in simplified characters. */
  | 'zh'
  /** The same as `zh`. */
  | 'zh_cn'
  /** The same as `zh`: clients that prefer traditional characters get simplified ones. */
  | 'zh_tw';

export type LoginCodeError = {
  __typename?: 'LoginCodeError';
  /** The code as a number. */
  code: Scalars['Int']['output'];
  message: Scalars['String']['output'];
};

/** Which photos are compared with one another. */
export type MATCHER =
  /** By position where photos know theirs; all with all in small sets; else neighbours by name. */
  | 'auto'
  /** Each photo with every other one: the time grows with the square of their number. */
  | 'exhaustive'
  /** Each photo with its neighbours in the order of the names, as in a video. */
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

/** The life of a meta file. */
export type META_FILE_STATE =
  /** Not usable, or nothing arrived for 65 minutes; `error` says why. Uploading it again is the way back. */
  | 'Failed'
  /** Registered; nothing has arrived yet. */
  | 'Pending'
  /** Checked and used by the next reconstruction. Final. */
  | 'Ready'
  /** Its bytes are in the bucket and being checked. */
  | 'Uploaded';

export type MODEL_FILE_STATE =
  /** The server could not fetch it. Final: register it again. */
  | 'Failed'
  /** Registered, or being fetched. */
  | 'Pending'
  /** Its bytes are in the bucket. */
  | 'Uploaded';

/** A plan that a user pays for. No user of a self-hosted server has one; clients ask all the same. */
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

/** Registered photos whose bytes nobody has sent. */
export type MissingPhotos = {
  __typename?: 'MissingPhotos';
  count: Scalars['Int']['output'];
  /** In the order of their registration; of many the first 100. */
  photos: Array<NamedPhoto>;
};

/** A file that an imported model is sent as, or a slice of one. */
export type ModelFile = {
  __typename?: 'ModelFile';
  /** SHA-1 that was announced, as 40 lower-case hexadecimal digits. */
  checksum: Maybe<Scalars['String']['output']>;
  /** When it was registered. */
  date: Scalars['DateTime']['output'];
  /** The name in the bucket: its object key is `{project id}/model/{filename}`. */
  filename: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** The user's own name of the file. */
  name: Scalars['String']['output'];
  /** Size of the file; null until it has arrived. */
  size: Maybe<Scalars['ByteCount']['output']>;
  state: MODEL_FILE_STATE;
};

export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Marks a control point in a photo: a point whose place in the world is known. Marks of one name are marks of one
   * point. Reconstructions that start from then on are placed by the points, in place of the photos' own positions,
   * where at least 3 that don't lie on a line are each marked in at least 2 photos. At most 2000 marks a project.
   */
  addAlignmentPoint: AlignmentPoint;
  /** Makes an empty project that photos can be uploaded to. */
  createProject: Maybe<Project>;
  /**
   * Makes a webhook: the project's events are posted to `url` as JSON, in their order, from now on. At most 20 a
   * project.
   */
  createWebhook: CreateWebhook;
  /**
   * Says that the PUT of this image has ended. Only a hint: the server looks into the bucket, and finds photos
   * without it too. Null when the caller has no such image.
   */
  doneImageUpload: Maybe<ProjectImage>;
  /**
   * Says that every file of the model was sent: its conversion begins when they all are there. `id` is the project's.
   * `merge` says that the files are slices of one, cut anywhere; they are joined by the numbers at the ends of their
   * names (`model.zip.part.2`, `model.zip.002`), else in the order of their registration. Said twice, it starts one
   * conversion.
   */
  doneModelUpload: Maybe<Project>;
  /**
   * A user token for an email (in any case of letters) and a password; null when they are wrong. It works with every
   * app key until it is revoked. The newest 50 such tokens of a user are kept. Needs an app key alone.
   * After too many wrong passwords the answer is the error `RATE_LIMITED`, with `retryAfterSeconds`.
   */
  getUserToken: Maybe<Scalars['String']['output']>;
  /** Null, as there are no login codes. */
  getUserTokenByLoginCode: Maybe<Scalars['String']['output']>;
  /**
   * The image of the project with this SHA-1 (40 hexadecimal digits), or null when a client should upload it:
   * when there is none, when its upload never came to an end, or when it was found Invalid.
   */
  hasImage: Maybe<ProjectImage>;
  /** `hasImage` for up to 1000 checksums in one question; the answers are in their order. */
  hasImages: Array<Maybe<ProjectImage>>;
  /**
   * Makes the tiles that `tiles` of a Ready photo links to, unless they are there, and gives the photo when they are.
   * Null when the caller has no such image; an error where it is not Ready, or the server has too many to make.
   */
  makeLODImage: Maybe<ProjectImage>;
  /** Posts a signed delivery without events, once, and says how it went. Null when the caller has no such webhook. */
  pingWebhook: Maybe<WebhookPing>;
  /**
   * Starts a reconstruction by itself, with the photos that are Ready then: as soon as every photo is Ready or Invalid, or
   * as `policy` says. Begins at once where that is so already; otherwise `error` and `task` are null, and
   * `Project.waitingStart` tells what waits. While a task of the project runs, the start waits for its end too. A later
   * call replaces an earlier one that still waits, `stopReconstruction` takes it back. Where nothing can be started when
   * it is time, a Failed task says why.
   */
  preStartReconstruction: StartReconstruction;
  /**
   * Makes an account and gives its first token. Where the operator has not opened registration the answer is the
   * error `REGISTRATION_CLOSED`.
   */
  registerUser: Maybe<Scalars['String']['output']>;
  /** Removes a mark; gives what it was. Null when the caller has no such mark. A photo that is removed takes its marks along. */
  removeAlignmentPoint: Maybe<AlignmentPoint>;
  /** Removes an image and its file, for good; gives what it was. Null when the caller has no such image. */
  removeImage: Maybe<ProjectImage>;
  /** The same for up to 1000 images of one project; gives those that were there. */
  removeImages: Array<ProjectImage>;
  /** Removes a meta file, for good; gives what it was. Null when the caller has no such meta file. */
  removeMetaFile: Maybe<ProjectMetaFile>;
  /**
   * Removes a project with its images and models, for good; gives what it was. Null when the caller has no such
   * project.
   */
  removeProject: Maybe<Project>;
  /** Removes a webhook; gives what it was. Null when the caller has no such webhook. */
  removeWebhook: Maybe<Webhook>;
  /**
   * Delivers what is kept behind a cursor, again too, and enables the webhook. Null when the caller has no such
   * webhook.
   */
  replayWebhook: Maybe<Webhook>;
  /** Tells the operator, in the server's log, what is wrong with a project. Null when the caller has no such project. */
  reportProject: Maybe<Project>;
  /** Refused with a reason: this server sends no messages to phones. Log in with email and password. */
  requestLoginCode: RequestLoginCode;
  /**
   * Revokes a token of the user at once: the one with this id (see `my.tokens`), or without an id the one that the
   * call is made with. False when the user has no such token.
   */
  revokeUserToken: Scalars['Boolean']['output'];
  /** Revokes every token of the user, those of apps too, but the one that the call is made with; gives how many. */
  revokeUserTokens: Scalars['Int']['output'];
  /** Says that the PUT of this image begins. Null when the caller has no such image. */
  startImageUpload: Maybe<ProjectImage>;
  /**
   * Starts a reconstruction of the Ready photos at once, in place of a start that waits. Photos whose bytes are moving (sent,
   * fetched or checked at this moment) are a refusal; those that were registered and never sent are left out, and
   * `task { missingPhotos }` names them. A refusal is an `error`, never an exception. Asking again while a task waits or runs answers with that task and the error `AlreadyRunning`.
   */
  startReconstructionWithError: StartReconstruction;
  /**
   * Stops the reconstruction that waits or runs, within seconds, and one that was to start by itself; gives the task. Where
   * that had not begun, it is a Stopped task without a start, with the options of what was taken back. Null when nothing waits or runs, or when the caller has no such project.
   */
  stopReconstruction: Maybe<Task>;
  /**
   * Gives a project, with everything in it, to another user of this server: the receiver sees it among its own, the
   * giver sees it no more, and its webhooks are removed. Links that were handed out stay valid until they expire. A refusal is an `error`, never an
   * exception, but for the error `RATE_LIMITED`: 20 times an hour a user.
   */
  transferProject: TransferProject;
  /**
   * Changes a mark; what is left out stays. Place and `checkpoint` are the point's: they change for all its marks. Under
   * another name it marks another point. Null when the caller has no such mark.
   */
  updateAlignmentPoint: Maybe<AlignmentPoint>;
  /** Changes a webhook; what is left out stays. Null when the caller has no such webhook. */
  updateWebhook: Maybe<Webhook>;
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
  /**
   * Registers a photo that the server fetches itself, and gives it at once: it is Pending, then Uploading while it is
   * fetched, and from there on like any other. Up to 3 redirects are followed. What can't be fetched becomes Invalid
   * with the code `FetchFailed`; where trying again may help, that is done for some minutes first.
   * A URL that may not be fetched in any case (another scheme, a password in it, a private address) is refused.
   */
  uploadImageURL: Maybe<ProjectImage>;
  /** `uploadImageS3` for up to 1000 photos in one call; the answers are in their order. */
  uploadImages: Array<UploadImageS3>;
  /** The same for clients that ask for MinIO: the embedded store speaks S3 to both. */
  uploadMetaFileMinio: Maybe<UploadMetaFileMinio>;
  /**
   * Registers a meta file and hands out a presigned URL to PUT it to, valid for 3 hours. As soon as it is Ready it
   * replaces the one of the same name. A reconstruction uses the files that are Ready when it begins.
   */
  uploadMetaFileS3: Maybe<UploadMetaFileS3>;
  /**
   * Registers a meta file that the server fetches itself: http or https, redirects are followed. Private addresses are
   * refused unless the operator allows them.
   */
  uploadMetaURL: Maybe<ProjectMetaFile>;
  /** The same for clients that ask for MinIO: the embedded store speaks S3 to both. */
  uploadModelMinio: Maybe<UploadModelMinio>;
  /**
   * Registers a file of a model that was made elsewhere, or a slice of it, and hands out a presigned URL to PUT it to,
   * valid for 3 hours. `id` is the project's. The first file after a conversion begins a new upload, which replaces the
   * model; a file of the same name replaces the one before it. One file that is a model by itself is converted when it
   * has arrived; of several, `doneModelUpload` says which was the last.
   */
  uploadModelS3: Maybe<UploadModelS3>;
  /** The same for a file that the server fetches itself; `pid` is the project's id. */
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

/** A photo by its id and the user's own name of it. */
export type NamedPhoto = {
  __typename?: 'NamedPhoto';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
};

/** Everything that can be wrong with a project, its photos and its reconstructions; `errorCodeInfo` explains each. */
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
  /** Marks of control points in photos, in the order of their making. At most 1000 at a time; 100 when nothing is said. */
  alignmentPoints: AlignmentPointConnection;
  /** Images in the order of their registration. At most 1000 at a time; 100 when nothing is said. */
  allImages: ImageConnection;
  /** Meta files in the order of their registration. At most 1000 at a time; 100 when nothing is said. */
  allMetaFiles: MetaFileConnection;
  /** Where its photos are uploaded to. */
  cloudPath: Array<CloudPath>;
  /** Link to a small thumbnail of its first Ready photo, as in `ProjectImage.thumbs`; null while there is none. */
  cover: Maybe<Scalars['String']['output']>;
  /** When it was created. */
  date: Scalars['DateTime']['output'];
  /** What the newest finished reconstruction has made. */
  downloads: DownloadConnection;
  /** Why the newest task has failed, or the imported model can't be shown, as a sentence; null where nothing is wrong. */
  error: Maybe<Scalars['String']['output']>;
  /** The same reason as a code. */
  errorCode: Maybe<PROJECT_ERROR_CODE>;
  /** The end of the project's log now. Ask for it, then read the state, then go on behind it: nothing is missed. */
  eventCursor: Scalars['String']['output'];
  /**
   * What has happened, in its order: every event once over all pages, and none is ever put in before another that
   * was read. Kept for some days (7 unless the operator says otherwise); a cursor from before answers with the error
   * `CURSOR_EXPIRED`. At most 1000 at a time; 100 when nothing is said.
   */
  events: EventConnection;
  /** Gigapixels of the Ready photos. */
  gigaPixel: Scalars['Float']['output'];
  /** The Ready meta file with this SHA-1 (40 hexadecimal digits), or null when a client should upload it. */
  hasMetaFile: Maybe<ProjectMetaFile>;
  id: Scalars['ID']['output'];
  image: Maybe<ProjectImage>;
  /** The image whose name in the bucket is `filename`. */
  imageByFilename: Maybe<ProjectImage>;
  /** How many images are in each state; states that no image is in are left out. */
  imageCounts: Array<ImageCount>;
  /** The model that was made elsewhere; null where the model is made here. */
  importedModel: Maybe<ImportedModel>;
  importedState: IMPORTED_STATE;
  /** Whether its model was made elsewhere. */
  isImported: Scalars['Boolean']['output'];
  metaFile: Maybe<ProjectMetaFile>;
  name: Scalars['String']['output'];
  /** How many images are registered, whatever their state. */
  numImage: Scalars['Int']['output'];
  /** Set while the project waits for its photos, to start a reconstruction by itself. */
  preStarted: Scalars['Boolean']['output'];
  projectType: PROJECT_TYPE;
  /**
   * What its photos promise before anything is computed. Made on demand and kept until a photo moves; while photos keep
   * moving, a report may be given for four times as long as it took to make.
   */
  report: ProjectReport;
  /** One of its reconstructions; null when it has none with this id. */
  task: Maybe<Task>;
  /** State of the newest task; null when none was ever started. */
  taskState: Maybe<TASK_STATE>;
  /** Reconstructions, newest first. */
  tasks: Array<Task>;
  visibility: PROJECT_VISIBILITY;
  /** The reconstruction that is to start by itself; null while none is. */
  waitingStart: Maybe<WaitingStart>;
  /** Who is told of its events, the oldest first. */
  webhooks: Array<Webhook>;
};


/** A set of photos and what was made of them. */
export type ProjectalignmentPointsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A set of photos and what was made of them. */
export type ProjectallImagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<IMAGE_FILTER>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  warning?: InputMaybe<IMAGE_WARNING>;
};


/** A set of photos and what was made of them. */
export type ProjectallMetaFilesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A set of photos and what was made of them. */
export type ProjecteventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A set of photos and what was made of them. */
export type ProjecthasMetaFileArgs = {
  checksum: Scalars['String']['input'];
};


/** A set of photos and what was made of them. */
export type ProjectimageArgs = {
  id: Scalars['ID']['input'];
};


/** A set of photos and what was made of them. */
export type ProjectimageByFilenameArgs = {
  filename: Scalars['String']['input'];
};


/** A set of photos and what was made of them. */
export type ProjectmetaFileArgs = {
  id: Scalars['ID']['input'];
};


/** A set of photos and what was made of them. */
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

/** Something that has happened in a project. Which fields are set follows from `kind`. */
export type ProjectEvent = {
  __typename?: 'ProjectEvent';
  /** Where in the log it stands: pass it as `after` to go on behind it. Opaque; unique in the project. */
  cursor: Scalars['String']['output'];
  /** Why the image is Invalid; null where it is not. */
  errorCodes: Maybe<Array<IMAGE_ERROR>>;
  /** The image that it is about. */
  imageId: Maybe<Scalars['ID']['output']>;
  imageState: Maybe<IMAGE_STATE>;
  /** State of the imported model, by name. */
  importedState: Maybe<Scalars['String']['output']>;
  kind: EVENT_KIND;
  /** Number of the newest line of the task's log: `Task.log` has it. */
  lastNumber: Maybe<Scalars['Int']['output']>;
  /** The meta file that it is about. */
  metaFileId: Maybe<Scalars['ID']['output']>;
  /** State of the meta file, by name. */
  metaFileState: Maybe<Scalars['String']['output']>;
  /** How many photos were registered but not here when the task was asked for; null where none was missing. */
  missingPhotos: Maybe<Scalars['Int']['output']>;
  /** How much of the step is done, 0 to 100. */
  percent: Maybe<Scalars['Float']['output']>;
  projectId: Scalars['ID']['output'];
  /** The step that runs, 1 to `totalSteps`. */
  step: Maybe<Scalars['Int']['output']>;
  /** What the step does, for people. */
  stepName: Maybe<Scalars['String']['output']>;
  /** Id of the image, task or meta file that it is about; of the project where it is about none of them. */
  subjectId: Scalars['ID']['output'];
  /** The task that it is about. */
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
  /** Why the image is Invalid, in sentences; null otherwise. */
  error: Maybe<Array<Scalars['String']['output']>>;
  /** The same reasons as codes. */
  errorCodes: Maybe<Array<IMAGE_ERROR>>;
  /** What the photo's EXIF and XMP say of where, when and with what it was taken; null until the photo is Ready. */
  exif: Maybe<Exif>;
  /** The name in the bucket: its object key is `{project id}/{filename}`. */
  filename: Scalars['String']['output'];
  /** max(2073600, width × height) / 10^9; null until the photo is Ready. */
  gigaPixel: Maybe<Scalars['Float']['output']>;
  /** Whether its EXIF says where it was taken; false until the photo is Ready. */
  grounded: Scalars['Boolean']['output'];
  /** Pixels down, as stored (before EXIF orientation); null until the photo is Ready. */
  height: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  /** The user's own name of the photo. */
  name: Scalars['String']['output'];
  /** Size of the file; null until it has arrived. */
  size: Maybe<Scalars['ByteCount']['output']>;
  state: IMAGE_STATE;
  /**
   * Links to upright JPEG thumbnails with a longer side of 256 and 1024 pixels; empty until Ready. They stay the same
   * and work without headers for as long as the photo is there, so that pages and caches can keep them: whoever has
   * such a link can see the thumbnail.
   */
  thumbs: Array<Scalars['String']['output']>;
  /**
   * Link to the photo as a Deep Zoom image (`.dzi`, tiles of 512 pixels below), which viewers as OpenSeadragon show however large
   * it is; null until Ready. Like `thumbs`, it stays the same. The tiles are made when they are first asked for,
   * which takes seconds; `makeLODImage` makes them ahead.
   */
  tiles: Maybe<Scalars['String']['output']>;
  /** Short-lived link to the photo itself; null until it is Ready. */
  url: Maybe<Scalars['String']['output']>;
  /**
   * What may keep the photo from being a good one: what it tells by itself, and against the rest of the project's Ready
   * photos. Empty until Ready, for good photos, and for photos that came before photos were measured.
   */
  warnings: Array<ImageWarning>;
  /** Pixels across, as stored (before EXIF orientation); null until the photo is Ready. */
  width: Maybe<Scalars['Int']['output']>;
};

/**
 * A text file that says more of the photos, in UTF-8, one photo a line; at most 16 MiB, 100,000 lines and 4096 bytes a
 * line. Empty lines and lines that begin with `#` are passed over.
 *
 * - `pose.txt`: `name latitude longitude altitude`, optionally with `roll pitch yaw` behind; degrees and metres,
 *   WGS 84. The first line may be `coordinatesystem wgs84`; local systems are refused. Positions serve photos whose
 *   EXIF has none; angles are checked and not used.
 * - `group.txt`: `name group`. Photos of one group and one size share a camera.
 * - `camera.txt`: `name width height focal-length [centre-x centre-y [k1 [k2 [k3 [p1 p2]]]]]` in pixels, where the name
 *   is a photo's or that of a group in `group.txt`. The estimate of the lens begins with the focal length, the centre and
 *   k1; k2, k3, p1 and p2 are checked and not used. Photos of another size pass over it.
 * - `initial.xms`, `initial.xms.zip`: not supported; they become Failed with this reason.
 *
 * Fields are separated by spaces, tabs, commas or semicolons. Names are the users' own names of photos and may hold
 * spaces where they are in quotes, stand before a comma, semicolon or tab, end with `.jpg`, `.jpeg`, `.png`, `.tif` or
 * `.tiff`, or have nothing but numbers behind them. They are found exactly, then without folders, then without regard to
 * upper and lower case, at the moment when they are used: photos may come later than the file.
 */
export type ProjectMetaFile = {
  __typename?: 'ProjectMetaFile';
  /** SHA-1 as 40 lower-case hexadecimal digits; null until it is known. */
  checksum: Maybe<Scalars['String']['output']>;
  /** When it was registered. */
  date: Scalars['DateTime']['output'];
  /** Why the file is Failed, in sentences that name the line; the first 20. Null otherwise. */
  error: Maybe<Array<Scalars['String']['output']>>;
  /** The name in the bucket, made by the server: the object key is `{project id}/meta/{filename}`. */
  filename: Scalars['String']['output'];
  /** Size in bytes; null until the file has arrived. */
  filesize: Maybe<Scalars['ByteCount']['output']>;
  id: Scalars['ID']['output'];
  /** What the file is: `pose.txt`, `group.txt`, `camera.txt`, `initial.xms` or `initial.xms.zip`. */
  name: Scalars['String']['output'];
  state: META_FILE_STATE;
  /** Names in a Ready file that mean no Ready photo of the project at this moment, or several, by line; the first 20. */
  warnings: Array<Scalars['String']['output']>;
};

/**
 * What a set of photos promises before anything is computed: what they are, what they cover, whether they will connect,
 * and what a reconstruction will take. Lengths are metres; east and north are counted from the origin of `coverage`.
 */
export type ProjectReport = {
  __typename?: 'ProjectReport';
  /** What the Ready photos were taken with, the most used first. */
  cameras: Array<ReportCamera>;
  coverage: ReportCoverage;
  /** When it was made. */
  date: Scalars['DateTime']['output'];
  /** What a reconstruction will take, for each quality. */
  estimates: Array<ReportEstimate>;
  /** What people should know or do, the most important first. */
  findings: Array<ReportFinding>;
  /** Holes in the lines of a flight, the widest first. */
  gaps: Array<ReportGap>;
  /** Gigapixels of the Ready photos. */
  gigaPixel: Scalars['Float']['output'];
  /** Photos that will connect with each other, the largest group first; more than one means islands. */
  groups: Array<ReportGroup>;
  overlap: ReportOverlap;
  /** How many photos the report is about: the Ready ones, of a larger project among its first 20,000. */
  photoCount: Scalars['Int']['output'];
  /**
   * The photos that the report is about, in the order of their capture; `ReportOverlap.pairs` counts in this order.
   * At most 10,000 at a time.
   */
  photos: Array<ReportPhoto>;
  /** Why photos are Invalid, then what was noticed of Ready ones, the most frequent first. */
  reasons: Array<ReportReason>;
  /** How many photos are in each state; states that no photo is in are left out. */
  states: Array<ImageCount>;
};


/**
 * What a set of photos promises before anything is computed: what they are, what they cover, whether they will connect,
 * and what a reconstruction will take. Lengths are metres; east and north are counted from the origin of `coverage`.
 */
export type ProjectReportphotosArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  skip?: InputMaybe<Scalars['Int']['input']>;
};

export type QUALITY =
  /** The same with larger photos (depths at 2000 pixels) and the most pairs: for the final model, four times the work. */
  | 'high'
  /** A surface through the tie points of the strongest features: soft, and there within minutes on two cores. */
  | 'preview'
  /** A dense surface: all features, more pairs, and the depth of every pixel of photos of 1000 pixels. */
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

export type REPORT_FINDING =
  /** Photos show the same as others. */
  | 'Duplicates'
  /** A position is far from all others. */
  | 'FarPosition'
  /** Photos are Invalid. */
  | 'InvalidPhotos'
  /** A group of photos will not connect with the rest. */
  | 'Island'
  /** Photos of a flight line are missing. */
  | 'LineGap'
  /** Photos do not say where they were taken. */
  | 'NoPositions'
  /** Too many photos for a look at all of them. */
  | 'NotCompared'
  /** More than one camera or lens setting was used. */
  | 'SeveralCameras'
  /** A single photo will connect with none or with only one other. */
  | 'Straggler'
  /** The photos share little with each other all over. */
  | 'ThinOverlap'
  /** No photo, or fewer than three, can be used. */
  | 'TooFewPhotos'
  /** Photos have not been checked yet. */
  | 'WaitingPhotos'
  /** Only one photo holds two parts together. */
  | 'WeakLink';

/** How a flight's height above the ground is known. */
export type REPORT_HEIGHT =
  /** The lowest altitude of the set is taken for the ground. */
  | 'AltitudeSpread'
  /** The photos say their height above the take-off, which is taken for the ground. */
  | 'RelativeAltitude'
  /** From the distance of following photos, as if each shared three quarters with the next. */
  | 'Spacing'
  /** It is not known: the photos have no position, or were not taken from the air. */
  | 'Unknown';

/** What decides whether two photos are expected to connect. */
export type REPORT_RULE =
  /** How far apart they were taken, and the directions that they look in where those are known. */
  | 'Distances'
  /** The parts of the ground that they show, and from where. */
  | 'Footprints'
  /** Nothing was compared: too few photos, or nothing to compare. */
  | 'None'
  /** The same corners on their thumbnails, for photos that do not say where they were taken. */
  | 'Sight';

export type REPORT_SEVERITY =
  /** Good to know. */
  | 'Notice'
  /** A reconstruction will fail, or leave photos out. */
  | 'Problem'
  /** A reconstruction may suffer. */
  | 'Warning';

export type ReconstructionOptions = {
  /** Which photos share a camera and its lens. */
  cameraSharing?: InputMaybe<CAMERA_SHARING>;
  /**
   * The axes of the model: `local` (metres east, north and up of an origin, where photos know their positions), or a
   * projected system by its EPSG code, such as `EPSG:32633`.
   */
  coordinateSystem?: InputMaybe<Scalars['String']['input']>;
  /** Name of the engine that makes the model; without one, the server's default. */
  engine?: InputMaybe<Scalars['String']['input']>;
  /** Which photos are compared with one another. */
  matcher?: InputMaybe<MATCHER>;
  /** Photos are scaled down to this longer side, in pixels, before anything is done with them; without one, as the quality says. */
  maxImageSize?: InputMaybe<Scalars['Int']['input']>;
  /** How much work to put in. */
  quality?: InputMaybe<QUALITY>;
  /** The model has about so many triangles; without one, as many as the photos give. */
  targetFaces?: InputMaybe<Scalars['Int']['input']>;
  taskType?: InputMaybe<TASK_TYPE>;
};

/** A camera with one lens setting, as EXIF tells; what it does not tell is null. */
export type ReportCamera = {
  __typename?: 'ReportCamera';
  /** How many photos were taken with it. */
  count: Scalars['Int']['output'];
  /** Millimetres. */
  focalLength: Maybe<Scalars['Float']['output']>;
  /** Millimetres on 35 mm film. */
  focalLengthIn35mm: Maybe<Scalars['Float']['output']>;
  /** Pixels down, as stored. */
  height: Scalars['Int']['output'];
  lens: Maybe<Scalars['String']['output']>;
  make: Maybe<Scalars['String']['output']>;
  model: Maybe<Scalars['String']['output']>;
  /** Serial number of the body. */
  serial: Maybe<Scalars['String']['output']>;
  /** Pixels across, as stored. */
  width: Scalars['Int']['output'];
};

/** Where the photos were taken, and what they show of the ground. */
export type ReportCoverage = {
  __typename?: 'ReportCoverage';
  /** Square metres of ground that at least one photo shows. */
  area: Maybe<Scalars['Float']['output']>;
  /** What was taken for granted, in sentences. */
  assumptions: Array<Scalars['String']['output']>;
  /** Median height above the ground. */
  height: Maybe<Scalars['Float']['output']>;
  /** How the height above the ground is known. */
  heightSource: REPORT_HEIGHT;
  /** How many photos look down, within 30° of straight down. */
  nadir: Scalars['Int']['output'];
  /** How many photos look elsewhere. */
  oblique: Scalars['Int']['output'];
  /** Degrees north of the same point. */
  originLatitude: Maybe<Scalars['Float']['output']>;
  /** Degrees east of the point that local metres are counted from; null where no photo has a position. */
  originLongitude: Maybe<Scalars['Float']['output']>;
  /** How many photos say where they were taken. */
  positioned: Scalars['Int']['output'];
  /** Median of the photos' metres on the ground for a pixel. */
  resolution: Maybe<Scalars['Float']['output']>;
};

/** What a reconstruction will take on this installation. */
export type ReportEstimate = {
  __typename?: 'ReportEstimate';
  /** Bytes of disk while it runs. */
  disk: Scalars['ByteCount']['output'];
  /** How many finished tasks on this installation the times are learnt from; 0: from figures measured elsewhere. */
  learntFrom: Scalars['Int']['output'];
  /** Bytes of memory at the peak. */
  memory: Scalars['ByteCount']['output'];
  quality: QUALITY;
  /** Wall-clock seconds of all steps. */
  seconds: Scalars['Float']['output'];
  /** The steps, with the seconds that each is expected to take. */
  steps: Array<ExpectedStep>;
};

/** Something that people should know or do. */
export type ReportFinding = {
  __typename?: 'ReportFinding';
  code: REPORT_FINDING;
  /** How many photos it is about. */
  count: Scalars['Int']['output'];
  /** What it is, where, and what helps, as a sentence. */
  message: Scalars['String']['output'];
  /** The photos that it is about; of many the first 100. */
  photos: Array<NamedPhoto>;
  severity: REPORT_SEVERITY;
};

/** A hole in a flight line: two following photos much further apart than the rest of the line. */
export type ReportGap = {
  __typename?: 'ReportGap';
  after: NamedPhoto;
  before: NamedPhoto;
  /** Metres between the two photos. */
  distance: Scalars['Float']['output'];
  /** Metres east of the origin. */
  east: Scalars['Float']['output'];
  /** Degrees north of its middle. */
  latitude: Scalars['Float']['output'];
  /** Degrees east of its middle. */
  longitude: Scalars['Float']['output'];
  /** Metres north of the origin. */
  north: Scalars['Float']['output'];
  /** Metres between photos of the line as a rule. */
  usual: Scalars['Float']['output'];
};

/** Photos that will connect with each other. */
export type ReportGroup = {
  __typename?: 'ReportGroup';
  count: Scalars['Int']['output'];
  /** Its photos in the order of their capture; of many the first 100. */
  photos: Array<NamedPhoto>;
};

/** Which photos are expected to share enough of what they show. */
export type ReportOverlap = {
  __typename?: 'ReportOverlap';
  /** What was taken for granted, in sentences. */
  assumptions: Array<Scalars['String']['output']>;
  /** How many pairs of thumbnails were compared. */
  compared: Scalars['Int']['output'];
  /** Median of the photos' neighbours. */
  neighbours: Scalars['Float']['output'];
  /** How many pairs are expected to connect. */
  pairCount: Scalars['Int']['output'];
  /** Two places in `ProjectReport.photos` for each pair, one pair after the other; of many pairs the first 50,000. */
  pairs: Array<Scalars['Int']['output']>;
  rule: REPORT_RULE;
};

/** What the report says of one Ready photo. What is not known is null. */
export type ReportPhoto = {
  __typename?: 'ReportPhoto';
  /** Its place in `ProjectReport.cameras`, from 0. */
  camera: Scalars['Int']['output'];
  /** Metres east of the origin. */
  east: Maybe<Scalars['Float']['output']>;
  /** What the photo shows of level ground: east and north of its four corners, clockwise from the top left. */
  footprint: Maybe<Array<Scalars['Float']['output']>>;
  /** The same corners as longitudes and latitudes. */
  footprintDegrees: Maybe<Array<Scalars['Float']['output']>>;
  /** Its place in `ProjectReport.groups`, from 0. */
  group: Scalars['Int']['output'];
  /** Where the top of the picture points, degrees clockwise from north. */
  heading: Maybe<Scalars['Float']['output']>;
  /** Metres above the ground; `ReportCoverage.heightSource` says how it is known. */
  height: Maybe<Scalars['Float']['output']>;
  id: Scalars['ID']['output'];
  /** Degrees north, WGS 84. */
  latitude: Maybe<Scalars['Float']['output']>;
  /** Degrees east, WGS 84. */
  longitude: Maybe<Scalars['Float']['output']>;
  name: Scalars['String']['output'];
  /** How many photos it is expected to connect with. */
  neighbours: Scalars['Int']['output'];
  /** Metres north of the origin. */
  north: Maybe<Scalars['Float']['output']>;
  /** Of the gimbal in degrees; -90 looks straight down. */
  pitch: Maybe<Scalars['Float']['output']>;
  /** Metres on the ground for a pixel in the middle of the photo. */
  resolution: Maybe<Scalars['Float']['output']>;
  /** As the camera's clock had it. */
  takenAt: Maybe<Scalars['String']['output']>;
};

/** How many photos have one fault or warning; one of `error` and `warning` is set. */
export type ReportReason = {
  __typename?: 'ReportReason';
  count: Scalars['Int']['output'];
  error: Maybe<IMAGE_ERROR>;
  warning: Maybe<IMAGE_WARNING>;
};

export type RequestLoginCode = {
  __typename?: 'RequestLoginCode';
  error: LoginCodeError;
  result: CALL_RESULT;
};

/** Metres; in a frame of the owner's own along its x, y and z. */
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
  /** A task of this project waits or runs already. */
  | 'AlreadyRunning'
  /** The engine can't be used at present. */
  | 'EngineUnavailable'
  /** Photos are being sent, fetched or checked at this moment. */
  | 'ImagesInFlight'
  /** The project shows a model that was made elsewhere: it has no photos. */
  | 'ImportedProject'
  /** An option is out of range, unknown here, or contradicts another one or the photos: `option` names it. */
  | 'InvalidOptions'
  /** No photo is Ready yet. */
  | 'NothingReady'
  /** The caller has no project with this id. */
  | 'ProjectNotFound'
  /** More photos than the operator of this server allows. */
  | 'QuotaExceeded'
  /** Fewer than three photos are Ready. */
  | 'TooFewPhotos'
  /** Fewer photos are Ready than the policy wants, and none is on its way any more. */
  | 'TooFewReady';

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
  /** The option or the condition of the policy that can't be fulfilled, where `name` is `InvalidOptions`; null otherwise. */
  option: Maybe<Scalars['String']['output']>;
};

/**
 * When a reconstruction that waits for its photos begins; without a condition, once every photo is Ready or Invalid. Of
 * both conditions, the first that comes true counts.
 */
export type StartPolicy = {
  /**
   * As soon as this share of all registered photos is Ready, Invalid ones counted among them: more than 0, up to 100.
   * Photos that are still on their way are left out then. Where no photo is on its way any more and the share is not
   * reached, a Failed task says so.
   */
  minReadyPercent?: InputMaybe<Scalars['Float']['input']>;
  /**
   * At this moment, with its time zone, such as `2026-05-31T22:00:00Z`, with the photos that are Ready then: at most 31
   * days ahead. A moment in the past is now.
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
   * The same comes as Server-Sent Events from `GET /projects/{pid}/events`.
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
  /** What models are made with here, the default first. Needs an app key that the server knows. */
  engines: Array<Engine>;
  /** What an error code means and what to do, for people; null without a code. */
  errorCodeInfo: Maybe<ErrorCodeInfo>;
  /**
   * Whether the server can GET this URL, and so fetch photos from where the caller serves them: `Success`, or a
   * sentence that says why it can't. Needs an app key that the server knows.
   */
  networkTest: Maybe<Scalars['String']['output']>;
  /** How something of this kind can be uploaded: `S3`, `OSS`, `MINIO`. */
  supportedCloud: Array<Scalars['String']['output']>;
  /** Whether the server takes work; null for an app key that it does not know. */
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

/** The life of a task. */
export type TASK_STATE =
  /** The model is made. Final. */
  | 'Done'
  /** No model could be made; `error` says why. Final. */
  | 'Failed'
  /** Waits for a worker. */
  | 'Pending'
  | 'Processing'
  /** It was stopped by its owner. Final; started again with the same photos and options, it goes on from there. */
  | 'Stopped';

export type TASK_TYPE =
  /** The engine of this server. */
  | 'Native';

/** Why a project was not given away. */
export type TRANSFER_ERROR =
  /** The caller has no project with this id. */
  | 'ProjectNotFound'
  /** No other user of this server has this email. */
  | 'ReceiverNotFound'
  /** A task of the project waits or runs. */
  | 'TaskRunning';

/** One reconstruction. */
export type Task = {
  __typename?: 'Task';
  /** When it was asked for. */
  createdDate: Scalars['DateTime']['output'];
  endDate: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed, as a sentence; null otherwise. */
  error: Maybe<Scalars['String']['output']>;
  /** Seconds until it begins, as the tasks before it tell; null where nothing tells, and when it does not wait. */
  expectedStartSeconds: Maybe<Scalars['Float']['output']>;
  id: Scalars['ID']['output'];
  /**
   * What the engine's programs say, line by line, while they run and afterwards: the lines behind number `after`, or the
   * newest ones where that is left out, up to 2000 at a time. The newest 20,000 lines of a task are kept; the output
   * `log.txt` goes back further.
   */
  log: TaskLog;
  /**
   * Its manifest as JSON text: photos, options, engine, host, times of the steps and checksums of the outputs. Null until
   * it has begun. A task that is Done has it as the output `manifest.json` too.
   */
  manifest: Maybe<Scalars['String']['output']>;
  /**
   * Photos that were registered but not here when it was asked for; null where none was missing. It goes on without those
   * that do not become Ready before it begins.
   */
  missingPhotos: Maybe<MissingPhotos>;
  /** What was asked for, with what the server has put in where nothing was said. */
  options: TaskOptions;
  /** How much of the step is done, 0 to 100. */
  percent: Scalars['Float']['output'];
  quality: QUALITY;
  /** How many tasks are before it in the queue; null when it does not wait. */
  queueing: Maybe<Scalars['Int']['output']>;
  /**
   * Seconds until it ends, its wait included, as earlier tasks of this server and its own course tell; null where nothing
   * tells, and once it has ended.
   */
  remainingSeconds: Maybe<Scalars['Float']['output']>;
  /** What came out, when it is Done. */
  result: Maybe<TaskResult>;
  startDate: Maybe<Scalars['DateTime']['output']>;
  /** Why it began when it did, as a sentence; null where it was started by hand. */
  startReason: Maybe<Scalars['String']['output']>;
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


/** One reconstruction. */
export type TasklogArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A part of what the engine's programs have said. */
export type TaskLog = {
  __typename?: 'TaskLog';
  /**
   * Number of the newest line there is, 0 before the first. Larger than that of the last of `lines` where `first` has cut
   * them off.
   */
  lastNumber: Scalars['Int']['output'];
  lines: Array<TaskLogLine>;
};

export type TaskLogLine = {
  __typename?: 'TaskLogLine';
  /** Rises from line to line; where lines came too fast to be kept, numbers are left out. */
  number: Scalars['Int']['output'];
  text: Scalars['String']['output'];
};

/** What a reconstruction was asked to do; `ReconstructionOptions` says what each means. */
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
  /** Over the checkpoints, which it was not fitted to: the accuracy to expect. Null where there were none. */
  checkpointRms: Maybe<ResidualRms>;
  /** Over the points that it was fitted to; null where it was placed without them. */
  controlPointRms: Maybe<ResidualRms>;
  /** How well it fits the project's control points; empty where there were none. */
  controlPoints: Array<ControlPointResult>;
  /** Triangles of the model. */
  faces: Scalars['Int']['output'];
  /**
   * Whether the model has its place on earth, by control points, GPS or `pose.txt`: its coordinates are metres east,
   * north and up of an origin, or those of the projected system that was asked for.
   */
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
  /** Whether an earlier task had ended it, so that it was not done again. */
  reused: Scalars['Boolean']['output'];
  /** Wall-clock seconds. */
  seconds: Scalars['Float']['output'];
  /** When it began; null where that is not known, as for steps that were not done again. */
  startedAt: Maybe<Scalars['DateTime']['output']>;
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

export type TransferError = {
  __typename?: 'TransferError';
  /** The code as a number. */
  code: Scalars['Int']['output'];
  /** What is wrong and what to do, as a sentence. */
  message: Scalars['String']['output'];
  /** The code by name. */
  name: TRANSFER_ERROR;
};

/** Who a project is given to. */
export type TransferOptions = {
  /** Email of a user of this server. */
  email: Scalars['String']['input'];
  /** Accepted from clients that send one, and not delivered: the server sends no mail. */
  message?: InputMaybe<Scalars['String']['input']>;
};

export type TransferProject = {
  __typename?: 'TransferProject';
  /** Why the project was not given away, or null. */
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
  /** Coins: 0, as there are none. */
  balance: Scalars['Float']['output'];
  /** Null: a self-hosted server does not ask where its users live. */
  country: Maybe<Scalars['String']['output']>;
  developer: Developer;
  email: Scalars['String']['output'];
  /** Gigapixels that the operator's quota leaves; a number that nobody reaches while there is no quota. */
  freeGPQuota: Scalars['Float']['output'];
  id: Scalars['ID']['output'];
  /** When the account was made. */
  joined: Scalars['DateTime']['output'];
  /** Null, as there are no plans. */
  membership: Maybe<Membership>;
  /** `NA`, as there are no plans. */
  membershipState: MEMBERSHIP_STATE;
  /** MiB that the user's models take in storage. */
  modelUsage: Scalars['Float']['output'];
  /** What to call the user: the same as `username`. */
  name: Scalars['String']['output'];
  stats: UserStats;
  username: Scalars['String']['output'];
};

/** What belongs to a user, in numbers; 0 for what this server has no notion of. */
export type UserStats = {
  __typename?: 'UserStats';
  follower: Scalars['Int']['output'];
  following: Scalars['Int']['output'];
  planet: Scalars['Int']['output'];
  project: Scalars['Int']['output'];
  star: Scalars['Int']['output'];
};

/** A token as its user sees it: never the token itself. */
export type UserToken = {
  __typename?: 'UserToken';
  /** Name of the app that the user has given it to, which alone can use it; null for one that works with every app. */
  app: Maybe<Scalars['String']['output']>;
  created: Scalars['DateTime']['output'];
  /** Whether it is the one that this question is asked with. */
  current: Scalars['Boolean']['output'];
  /** To revoke it with. */
  id: Scalars['ID']['output'];
  /** To within five minutes. */
  lastUsed: Scalars['DateTime']['output'];
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

/** A reconstruction that is to start by itself, with what it waits for; without a condition, until every photo is settled. */
export type WaitingStart = {
  __typename?: 'WaitingStart';
  /** As soon as this share of all registered photos is Ready, in percent. */
  minReadyPercent: Maybe<Scalars['Float']['output']>;
  /** What it will do. */
  options: TaskOptions;
  /** At this moment, with the photos that are Ready then. */
  startAt: Maybe<Scalars['DateTime']['output']>;
};

/**
 * An address that a project's events are posted to, up to 100 at a time, as
 * `{ webhookId, projectId, ping, events: [ProjectEvent] }`. Answered with a status of 200 to 299 within 10 seconds they
 * are delivered; otherwise the same events come again, after longer and longer waits of up to an hour. A crash can
 * deliver events twice: drop those whose `cursor` you know.
 */
export type Webhook = {
  __typename?: 'Webhook';
  /** Everything up to here is delivered. */
  cursor: Scalars['String']['output'];
  /** Why it has stopped by itself; null otherwise. */
  disabledReason: Maybe<Scalars['String']['output']>;
  /** Whether it delivers. It stops by itself after failing for a day. */
  enabled: Scalars['Boolean']['output'];
  /** Attempts that have failed since the last that succeeded. */
  failures: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  /** The kinds that it tells; null = all. */
  kinds: Maybe<Array<EVENT_KIND>>;
  /** When it was last tried. */
  lastDate: Maybe<Scalars['DateTime']['output']>;
  /** Why the last attempt failed, as a sentence; null where it did not. */
  lastError: Maybe<Scalars['String']['output']>;
  /** HTTP status of the last attempt; null before the first, and where the receiver was not reached. */
  lastStatus: Maybe<Scalars['Int']['output']>;
  /** When it is tried again after a failure; null otherwise. */
  nextDate: Maybe<Scalars['DateTime']['output']>;
  url: Scalars['String']['output'];
};

export type WebhookPing = {
  __typename?: 'WebhookPing';
  /** Whether the receiver has answered with a status of 200 to 299. */
  delivered: Scalars['Boolean']['output'];
  /** Why it was not delivered, as a sentence. */
  error: Maybe<Scalars['String']['output']>;
  status: Maybe<Scalars['Int']['output']>;
};
