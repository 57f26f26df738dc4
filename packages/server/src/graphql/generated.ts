import type { Wire } from '@tiepoint/protocol';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Project as ProjectModel, Prestart as PrestartModel } from '../projects/project.ts';
import type { Image as ImageModel } from '../images/image.ts';
import type { MetaFile as MetaFileModel } from '../meta-files/meta-file.ts';
import type { WireEvent as WireEventModel } from '@tiepoint/protocol';
import type { PhotoWarning as PhotoWarningModel } from '@tiepoint/inspection';
import type { ImportedModel as ImportedModelModel, ModelFile as ModelFileModel } from '../models/imported-model.ts';
import type { Task as TaskModel } from '../reconstruction/tasks/task.ts';
import type { FinishedStep as FinishedStepModel, EngineResult as EngineResultModel } from '@tiepoint/engines';
import type { ControlPointObservation as AlignmentPointModel } from '../reconstruction/control-points/control-point-observation.ts';
import type { Webhook as WebhookModel } from '../webhooks/webhook.ts';
import type { OssUpload as OssUploadModel } from '../uploads/images/oss-upload.ts';
import type { Viewer as ViewerModel, Room as RoomModel, RequestContext } from './context.ts';
import type { TokenSummary as TokenSummaryModel } from '../auth/tokens/list-tokens.ts';
import type { User as UserModel } from '../auth/authenticate.ts';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };


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
) => Wire.Maybe<TTypes> | Promise<Wire.Maybe<TTypes>>;

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
  ALTI_TYPE: Wire.ALTI_TYPE;
  AlignmentPoint: ResolverTypeWrapper<AlignmentPointModel>;
  AlignmentPointConnection: ResolverTypeWrapper<Omit<Wire.AlignmentPointConnection, 'edges'> & { edges: Array<ResolversTypes['AlignmentPointEdge']> }>;
  AlignmentPointEdge: ResolverTypeWrapper<Omit<Wire.AlignmentPointEdge, 'node'> & { node: ResolversTypes['AlignmentPoint'] }>;
  AltiID: ResolverTypeWrapper<Wire.AltiID>;
  Bank: ResolverTypeWrapper<RoomModel>;
  Boolean: ResolverTypeWrapper<Wire.Scalars['Boolean']['output']>;
  Bucket: ResolverTypeWrapper<Wire.Bucket>;
  BucketMinio: Wire.BucketMinio;
  BucketMinioMeta: Wire.BucketMinioMeta;
  BucketMinioModel: Wire.BucketMinioModel;
  BucketOSS: Wire.BucketOSS;
  BucketS3: Wire.BucketS3;
  BucketS3Model: Wire.BucketS3Model;
  ByteCount: ResolverTypeWrapper<Wire.Scalars['ByteCount']['output']>;
  CALL_RESULT: Wire.CALL_RESULT;
  CAMERA_SHARING: Wire.CAMERA_SHARING;
  CURRENCY: Wire.CURRENCY;
  CallError: ResolverTypeWrapper<Wire.CallError>;
  CloudPath: ResolverTypeWrapper<Wire.CloudPath>;
  ControlPointResult: ResolverTypeWrapper<Wire.ControlPointResult>;
  CreateWebhook: ResolverTypeWrapper<Omit<Wire.CreateWebhook, 'webhook'> & { webhook: ResolversTypes['Webhook'] }>;
  DEVELOPER_STATUS: Wire.DEVELOPER_STATUS;
  DateTime: ResolverTypeWrapper<Date | string>;
  Developer: ResolverTypeWrapper<Wire.Developer>;
  Download: ResolverTypeWrapper<Omit<Wire.Download, 'mtime'> & { mtime: ResolversTypes['DateTime'] }>;
  DownloadConnection: ResolverTypeWrapper<Wire.DownloadConnection>;
  DownloadEdge: ResolverTypeWrapper<Wire.DownloadEdge>;
  EVENT_KIND: Wire.EVENT_KIND;
  EastNorthUp: ResolverTypeWrapper<Wire.EastNorthUp>;
  Endpoints: ResolverTypeWrapper<Wire.Endpoints>;
  Engine: ResolverTypeWrapper<Wire.Engine>;
  ErrorCodeInfo: ResolverTypeWrapper<Wire.ErrorCodeInfo>;
  EventConnection: ResolverTypeWrapper<Omit<Wire.EventConnection, 'edges'> & { edges: Array<ResolversTypes['EventEdge']> }>;
  EventEdge: ResolverTypeWrapper<Omit<Wire.EventEdge, 'node'> & { node: ResolversTypes['ProjectEvent'] }>;
  Exif: ResolverTypeWrapper<Wire.Exif>;
  ExpectedStep: ResolverTypeWrapper<Wire.ExpectedStep>;
  Float: ResolverTypeWrapper<Wire.Scalars['Float']['output']>;
  GCPInfo: ResolverTypeWrapper<Wire.GCPInfo>;
  GCPValidation: ResolverTypeWrapper<Wire.GCPValidation>;
  GeoIPInfo: ResolverTypeWrapper<Wire.GeoIPInfo>;
  GeoInfo: ResolverTypeWrapper<Wire.GeoInfo>;
  GeoInfoInput: Wire.GeoInfoInput;
  ID: ResolverTypeWrapper<Wire.Scalars['ID']['output']>;
  IMAGE_ERROR: Wire.IMAGE_ERROR;
  IMAGE_FILTER: Wire.IMAGE_FILTER;
  IMAGE_ORDER: Wire.IMAGE_ORDER;
  IMAGE_STATE: Wire.IMAGE_STATE;
  IMAGE_TYPE: Wire.IMAGE_TYPE;
  IMAGE_WARNING: Wire.IMAGE_WARNING;
  IMPORTED_MODEL_TYPE: Wire.IMPORTED_MODEL_TYPE;
  IMPORTED_STATE: Wire.IMPORTED_STATE;
  ImageAnnouncement: Wire.ImageAnnouncement;
  ImageConnection: ResolverTypeWrapper<Omit<Wire.ImageConnection, 'edges'> & { edges: Array<ResolversTypes['ImageEdge']> }>;
  ImageCount: ResolverTypeWrapper<Wire.ImageCount>;
  ImageEdge: ResolverTypeWrapper<Omit<Wire.ImageEdge, 'node'> & { node: ResolversTypes['ProjectImage'] }>;
  ImageWarning: ResolverTypeWrapper<PhotoWarningModel>;
  ImportedModel: ResolverTypeWrapper<ImportedModelModel>;
  Int: ResolverTypeWrapper<Wire.Scalars['Int']['output']>;
  LOCALE_TYPE: Wire.LOCALE_TYPE;
  MATCHER: Wire.MATCHER;
  MEMBERSHIP_STATE: Wire.MEMBERSHIP_STATE;
  META_FILE_STATE: Wire.META_FILE_STATE;
  MODEL_FILE_STATE: Wire.MODEL_FILE_STATE;
  Membership: ResolverTypeWrapper<Omit<Wire.Membership, 'endDate' | 'startDate'> & { endDate?: Wire.Maybe<ResolversTypes['DateTime']>, startDate?: Wire.Maybe<ResolversTypes['DateTime']> }>;
  MembershipCoupon: ResolverTypeWrapper<Wire.MembershipCoupon>;
  MetaFileConnection: ResolverTypeWrapper<Omit<Wire.MetaFileConnection, 'edges'> & { edges: Array<ResolversTypes['MetaFileEdge']> }>;
  MetaFileEdge: ResolverTypeWrapper<Omit<Wire.MetaFileEdge, 'node'> & { node: ResolversTypes['ProjectMetaFile'] }>;
  MissingPhotos: ResolverTypeWrapper<Wire.MissingPhotos>;
  ModelFile: ResolverTypeWrapper<ModelFileModel>;
  ModelTransform: ResolverTypeWrapper<Wire.ModelTransform>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  My: ResolverTypeWrapper<ViewerModel>;
  NamedPhoto: ResolverTypeWrapper<Wire.NamedPhoto>;
  PROJECT_ERROR_CODE: Wire.PROJECT_ERROR_CODE;
  PROJECT_TYPE: Wire.PROJECT_TYPE;
  PROJECT_VISIBILITY: Wire.PROJECT_VISIBILITY;
  PageInfo: ResolverTypeWrapper<Wire.PageInfo>;
  PositionReport: ResolverTypeWrapper<Wire.PositionReport>;
  Project: ResolverTypeWrapper<ProjectModel>;
  ProjectConnection: ResolverTypeWrapper<Omit<Wire.ProjectConnection, 'edges'> & { edges: Array<ResolversTypes['ProjectEdge']> }>;
  ProjectEdge: ResolverTypeWrapper<Omit<Wire.ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>;
  ProjectEvent: ResolverTypeWrapper<WireEventModel>;
  ProjectImage: ResolverTypeWrapper<ImageModel>;
  ProjectMetaFile: ResolverTypeWrapper<MetaFileModel>;
  ProjectReport: ResolverTypeWrapper<Omit<Wire.ProjectReport, 'date'> & { date: ResolversTypes['DateTime'] }>;
  QUALITY: Wire.QUALITY;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  REPORT_FINDING: Wire.REPORT_FINDING;
  REPORT_HEIGHT: Wire.REPORT_HEIGHT;
  REPORT_RULE: Wire.REPORT_RULE;
  REPORT_SEVERITY: Wire.REPORT_SEVERITY;
  ReconstructionOptions: Wire.ReconstructionOptions;
  RejectedPosition: ResolverTypeWrapper<Wire.RejectedPosition>;
  ReportCamera: ResolverTypeWrapper<Wire.ReportCamera>;
  ReportCoverage: ResolverTypeWrapper<Wire.ReportCoverage>;
  ReportEstimate: ResolverTypeWrapper<Wire.ReportEstimate>;
  ReportFinding: ResolverTypeWrapper<Wire.ReportFinding>;
  ReportGap: ResolverTypeWrapper<Wire.ReportGap>;
  ReportGroup: ResolverTypeWrapper<Wire.ReportGroup>;
  ReportOverlap: ResolverTypeWrapper<Wire.ReportOverlap>;
  ReportPhoto: ResolverTypeWrapper<Wire.ReportPhoto>;
  ReportReason: ResolverTypeWrapper<Wire.ReportReason>;
  RequestLoginCode: ResolverTypeWrapper<Wire.RequestLoginCode>;
  Residual: ResolverTypeWrapper<Wire.Residual>;
  ResidualRms: ResolverTypeWrapper<Wire.ResidualRms>;
  START_ERROR: Wire.START_ERROR;
  SYSTEM_MODE: Wire.SYSTEM_MODE;
  Search: ResolverTypeWrapper<RoomModel>;
  StartError: ResolverTypeWrapper<Wire.StartError>;
  StartPolicy: Wire.StartPolicy;
  StartReconstruction: ResolverTypeWrapper<Omit<Wire.StartReconstruction, 'task'> & { task?: Wire.Maybe<ResolversTypes['Task']> }>;
  String: ResolverTypeWrapper<Wire.Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Support: ResolverTypeWrapper<RoomModel>;
  SyncProgress: ResolverTypeWrapper<Wire.SyncProgress>;
  TASK_STATE: Wire.TASK_STATE;
  TASK_TYPE: Wire.TASK_TYPE;
  TRANSFER_ERROR: Wire.TRANSFER_ERROR;
  Task: ResolverTypeWrapper<TaskModel>;
  TaskLog: ResolverTypeWrapper<Wire.TaskLog>;
  TaskLogLine: ResolverTypeWrapper<Wire.TaskLogLine>;
  TaskOptions: ResolverTypeWrapper<Wire.TaskOptions>;
  TaskResult: ResolverTypeWrapper<EngineResultModel>;
  TaskStep: ResolverTypeWrapper<FinishedStepModel>;
  TemporaryKey: ResolverTypeWrapper<Omit<Wire.TemporaryKey, 'serverTime'> & { serverTime: ResolversTypes['DateTime'] }>;
  TransferCoins: ResolverTypeWrapper<Wire.TransferCoins>;
  TransferError: ResolverTypeWrapper<Wire.TransferError>;
  TransferOptions: Wire.TransferOptions;
  TransferProject: ResolverTypeWrapper<Wire.TransferProject>;
  UPLOAD_TYPE: Wire.UPLOAD_TYPE;
  UploadImageMinio: ResolverTypeWrapper<Omit<Wire.UploadImageMinio, 'image' | 'serverTime'> & { image: ResolversTypes['ProjectImage'], serverTime: ResolversTypes['DateTime'] }>;
  UploadImageOSS: ResolverTypeWrapper<OssUploadModel>;
  UploadImageS3: ResolverTypeWrapper<Omit<Wire.UploadImageS3, 'image' | 'serverTime'> & { image: ResolversTypes['ProjectImage'], serverTime: ResolversTypes['DateTime'] }>;
  UploadMetaFileMinio: ResolverTypeWrapper<Omit<Wire.UploadMetaFileMinio, 'file' | 'serverTime'> & { file: ResolversTypes['ProjectMetaFile'], serverTime: ResolversTypes['DateTime'] }>;
  UploadMetaFileS3: ResolverTypeWrapper<Omit<Wire.UploadMetaFileS3, 'file' | 'serverTime'> & { file: ResolversTypes['ProjectMetaFile'], serverTime: ResolversTypes['DateTime'] }>;
  UploadModelMinio: ResolverTypeWrapper<Omit<Wire.UploadModelMinio, 'file' | 'serverTime'> & { file: ResolversTypes['ModelFile'], serverTime: ResolversTypes['DateTime'] }>;
  UploadModelS3: ResolverTypeWrapper<Omit<Wire.UploadModelS3, 'file' | 'serverTime'> & { file: ResolversTypes['ModelFile'], serverTime: ResolversTypes['DateTime'] }>;
  User: ResolverTypeWrapper<UserModel>;
  UserStats: ResolverTypeWrapper<Wire.UserStats>;
  UserToken: ResolverTypeWrapper<TokenSummaryModel>;
  Utility: ResolverTypeWrapper<RoomModel>;
  Versions: ResolverTypeWrapper<Wire.Versions>;
  WaitingStart: ResolverTypeWrapper<PrestartModel>;
  Webhook: ResolverTypeWrapper<WebhookModel>;
  WebhookPing: ResolverTypeWrapper<Wire.WebhookPing>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AlignmentPoint: AlignmentPointModel;
  AlignmentPointConnection: Omit<Wire.AlignmentPointConnection, 'edges'> & { edges: Array<ResolversParentTypes['AlignmentPointEdge']> };
  AlignmentPointEdge: Omit<Wire.AlignmentPointEdge, 'node'> & { node: ResolversParentTypes['AlignmentPoint'] };
  AltiID: Wire.AltiID;
  Bank: RoomModel;
  Boolean: Wire.Scalars['Boolean']['output'];
  Bucket: Wire.Bucket;
  ByteCount: Wire.Scalars['ByteCount']['output'];
  CallError: Wire.CallError;
  CloudPath: Wire.CloudPath;
  ControlPointResult: Wire.ControlPointResult;
  CreateWebhook: Omit<Wire.CreateWebhook, 'webhook'> & { webhook: ResolversParentTypes['Webhook'] };
  DateTime: Date | string;
  Developer: Wire.Developer;
  Download: Omit<Wire.Download, 'mtime'> & { mtime: ResolversParentTypes['DateTime'] };
  DownloadConnection: Wire.DownloadConnection;
  DownloadEdge: Wire.DownloadEdge;
  EastNorthUp: Wire.EastNorthUp;
  Endpoints: Wire.Endpoints;
  Engine: Wire.Engine;
  ErrorCodeInfo: Wire.ErrorCodeInfo;
  EventConnection: Omit<Wire.EventConnection, 'edges'> & { edges: Array<ResolversParentTypes['EventEdge']> };
  EventEdge: Omit<Wire.EventEdge, 'node'> & { node: ResolversParentTypes['ProjectEvent'] };
  Exif: Wire.Exif;
  ExpectedStep: Wire.ExpectedStep;
  Float: Wire.Scalars['Float']['output'];
  GCPInfo: Wire.GCPInfo;
  GCPValidation: Wire.GCPValidation;
  GeoIPInfo: Wire.GeoIPInfo;
  GeoInfo: Wire.GeoInfo;
  GeoInfoInput: Wire.GeoInfoInput;
  ID: Wire.Scalars['ID']['output'];
  ImageAnnouncement: Wire.ImageAnnouncement;
  ImageConnection: Omit<Wire.ImageConnection, 'edges'> & { edges: Array<ResolversParentTypes['ImageEdge']> };
  ImageCount: Wire.ImageCount;
  ImageEdge: Omit<Wire.ImageEdge, 'node'> & { node: ResolversParentTypes['ProjectImage'] };
  ImageWarning: PhotoWarningModel;
  ImportedModel: ImportedModelModel;
  Int: Wire.Scalars['Int']['output'];
  Membership: Omit<Wire.Membership, 'endDate' | 'startDate'> & { endDate?: Wire.Maybe<ResolversParentTypes['DateTime']>, startDate?: Wire.Maybe<ResolversParentTypes['DateTime']> };
  MembershipCoupon: Wire.MembershipCoupon;
  MetaFileConnection: Omit<Wire.MetaFileConnection, 'edges'> & { edges: Array<ResolversParentTypes['MetaFileEdge']> };
  MetaFileEdge: Omit<Wire.MetaFileEdge, 'node'> & { node: ResolversParentTypes['ProjectMetaFile'] };
  MissingPhotos: Wire.MissingPhotos;
  ModelFile: ModelFileModel;
  ModelTransform: Wire.ModelTransform;
  Mutation: Record<PropertyKey, never>;
  My: ViewerModel;
  NamedPhoto: Wire.NamedPhoto;
  PageInfo: Wire.PageInfo;
  PositionReport: Wire.PositionReport;
  Project: ProjectModel;
  ProjectConnection: Omit<Wire.ProjectConnection, 'edges'> & { edges: Array<ResolversParentTypes['ProjectEdge']> };
  ProjectEdge: Omit<Wire.ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] };
  ProjectEvent: WireEventModel;
  ProjectImage: ImageModel;
  ProjectMetaFile: MetaFileModel;
  ProjectReport: Omit<Wire.ProjectReport, 'date'> & { date: ResolversParentTypes['DateTime'] };
  Query: Record<PropertyKey, never>;
  ReconstructionOptions: Wire.ReconstructionOptions;
  RejectedPosition: Wire.RejectedPosition;
  ReportCamera: Wire.ReportCamera;
  ReportCoverage: Wire.ReportCoverage;
  ReportEstimate: Wire.ReportEstimate;
  ReportFinding: Wire.ReportFinding;
  ReportGap: Wire.ReportGap;
  ReportGroup: Wire.ReportGroup;
  ReportOverlap: Wire.ReportOverlap;
  ReportPhoto: Wire.ReportPhoto;
  ReportReason: Wire.ReportReason;
  RequestLoginCode: Wire.RequestLoginCode;
  Residual: Wire.Residual;
  ResidualRms: Wire.ResidualRms;
  Search: RoomModel;
  StartError: Wire.StartError;
  StartPolicy: Wire.StartPolicy;
  StartReconstruction: Omit<Wire.StartReconstruction, 'task'> & { task?: Wire.Maybe<ResolversParentTypes['Task']> };
  String: Wire.Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Support: RoomModel;
  SyncProgress: Wire.SyncProgress;
  Task: TaskModel;
  TaskLog: Wire.TaskLog;
  TaskLogLine: Wire.TaskLogLine;
  TaskOptions: Wire.TaskOptions;
  TaskResult: EngineResultModel;
  TaskStep: FinishedStepModel;
  TemporaryKey: Omit<Wire.TemporaryKey, 'serverTime'> & { serverTime: ResolversParentTypes['DateTime'] };
  TransferCoins: Wire.TransferCoins;
  TransferError: Wire.TransferError;
  TransferOptions: Wire.TransferOptions;
  TransferProject: Wire.TransferProject;
  UploadImageMinio: Omit<Wire.UploadImageMinio, 'image' | 'serverTime'> & { image: ResolversParentTypes['ProjectImage'], serverTime: ResolversParentTypes['DateTime'] };
  UploadImageOSS: OssUploadModel;
  UploadImageS3: Omit<Wire.UploadImageS3, 'image' | 'serverTime'> & { image: ResolversParentTypes['ProjectImage'], serverTime: ResolversParentTypes['DateTime'] };
  UploadMetaFileMinio: Omit<Wire.UploadMetaFileMinio, 'file' | 'serverTime'> & { file: ResolversParentTypes['ProjectMetaFile'], serverTime: ResolversParentTypes['DateTime'] };
  UploadMetaFileS3: Omit<Wire.UploadMetaFileS3, 'file' | 'serverTime'> & { file: ResolversParentTypes['ProjectMetaFile'], serverTime: ResolversParentTypes['DateTime'] };
  UploadModelMinio: Omit<Wire.UploadModelMinio, 'file' | 'serverTime'> & { file: ResolversParentTypes['ModelFile'], serverTime: ResolversParentTypes['DateTime'] };
  UploadModelS3: Omit<Wire.UploadModelS3, 'file' | 'serverTime'> & { file: ResolversParentTypes['ModelFile'], serverTime: ResolversParentTypes['DateTime'] };
  User: UserModel;
  UserStats: Wire.UserStats;
  UserToken: TokenSummaryModel;
  Utility: RoomModel;
  Versions: Wire.Versions;
  WaitingStart: PrestartModel;
  Webhook: WebhookModel;
  WebhookPing: Wire.WebhookPing;
};

export type AlignmentPointResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AlignmentPoint'] = ResolversParentTypes['AlignmentPoint']> = {
  altitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  checkpoint?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['ProjectImage'], ParentType, ContextType>;
  latitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  modelX?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  modelY?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  modelZ?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  x?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  y?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type AlignmentPointConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AlignmentPointConnection'] = ResolversParentTypes['AlignmentPointConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AlignmentPointEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AlignmentPointEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AlignmentPointEdge'] = ResolversParentTypes['AlignmentPointEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AlignmentPoint'], ParentType, ContextType>;
};

export type AltiIDResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AltiID'] = ResolversParentTypes['AltiID']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ALTI_TYPE'], ParentType, ContextType>;
};

export type BankResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Bank'] = ResolversParentTypes['Bank']> = {
  coinsToMoney?: Resolver<ResolversTypes['Float'], ParentType, ContextType, Partial<Wire.BankcoinsToMoneyArgs>>;
  moneyToCoins?: Resolver<ResolversTypes['Float'], ParentType, ContextType, Partial<Wire.BankmoneyToCoinsArgs>>;
};

export type BucketResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Bucket'] = ResolversParentTypes['Bucket']> = {
  bucket?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cloud?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  display?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface ByteCountScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['ByteCount'], any> {
  name: 'ByteCount';
}

export type CallErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CallError'] = ResolversParentTypes['CallError']> = {
  code?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CloudPathResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CloudPath'] = ResolversParentTypes['CloudPath']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ControlPointResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ControlPointResult'] = ResolversParentTypes['ControlPointResult']> = {
  checkpoint?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  marks?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reprojectionError?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  residual?: Resolver<Wire.Maybe<ResolversTypes['Residual']>, ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CreateWebhookResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateWebhook'] = ResolversParentTypes['CreateWebhook']> = {
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  webhook?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeveloperResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Developer'] = ResolversParentTypes['Developer']> = {
  status?: Resolver<ResolversTypes['DEVELOPER_STATUS'], ParentType, ContextType>;
};

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

export type EastNorthUpResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EastNorthUp'] = ResolversParentTypes['EastNorthUp']> = {
  east?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  north?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  up?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type EndpointsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Endpoints'] = ResolversParentTypes['Endpoints']> = {
  api?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  web?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EngineResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Engine'] = ResolversParentTypes['Engine']> = {
  abilities?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  default?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ErrorCodeInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ErrorCodeInfo'] = ResolversParentTypes['ErrorCodeInfo']> = {
  code?: Resolver<ResolversTypes['PROJECT_ERROR_CODE'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  solution?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ProjectEvent'], ParentType, ContextType>;
};

export type ExifResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Exif'] = ResolversParentTypes['Exif']> = {
  altitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  focalLength?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  focalLengthIn35mm?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  latitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lens?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  longitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  make?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  orientation?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pitch?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  relativeAltitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  roll?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  serial?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  software?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  takenAt?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  writtenHeight?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  writtenWidth?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  yaw?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ExpectedStepResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpectedStep'] = ResolversParentTypes['ExpectedStep']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type GCPInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['GCPInfo'] = ResolversParentTypes['GCPInfo']> = {
  checkpoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  controlPoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  observations?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GCPValidationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['GCPValidation'] = ResolversParentTypes['GCPValidation']> = {
  checkpointRms?: Resolver<Wire.Maybe<ResolversTypes['ResidualRms']>, ParentType, ContextType>;
  controlPointRms?: Resolver<Wire.Maybe<ResolversTypes['ResidualRms']>, ParentType, ContextType>;
  controlPoints?: Resolver<Array<ResolversTypes['ControlPointResult']>, ParentType, ContextType>;
};

export type GeoIPInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['GeoIPInfo'] = ResolversParentTypes['GeoIPInfo']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nearestBuckets?: Resolver<Array<ResolversTypes['Bucket']>, ParentType, ContextType>;
  nearestMetaBuckets?: Resolver<Array<ResolversTypes['Bucket']>, ParentType, ContextType>;
  nearestModelBuckets?: Resolver<Array<ResolversTypes['Bucket']>, ParentType, ContextType>;
};

export type GeoInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['GeoInfo'] = ResolversParentTypes['GeoInfo']> = {
  altitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
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

export type ImageWarningResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ImageWarning'] = ResolversParentTypes['ImageWarning']> = {
  code?: Resolver<ResolversTypes['IMAGE_WARNING'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ImportedModelResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ImportedModel'] = ResolversParentTypes['ImportedModel']> = {
  error?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  files?: Resolver<Array<ResolversTypes['ModelFile']>, ParentType, ContextType>;
  notes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<Wire.Maybe<Array<ResolversTypes['Float']>>, ParentType, ContextType>;
  points?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['IMPORTED_STATE'], ParentType, ContextType>;
  triangles?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  type?: Resolver<Wire.Maybe<ResolversTypes['IMPORTED_MODEL_TYPE']>, ParentType, ContextType>;
};

export type MembershipResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Membership'] = ResolversParentTypes['Membership']> = {
  assetStorage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  coinPerGP?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  coinPriceDiscount?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  collaboratorQuota?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  coupon?: Resolver<Wire.Maybe<ResolversTypes['MembershipCoupon']>, ParentType, ContextType>;
  endDate?: Resolver<Wire.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  forceWatermark?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  memberGPQuota?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  modelPerProject?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  planName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startDate?: Resolver<Wire.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MEMBERSHIP_STATE'], ParentType, ContextType>;
  visibility?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MembershipCouponResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MembershipCoupon'] = ResolversParentTypes['MembershipCoupon']> = {
  repeat?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  validMonth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MetaFileConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MetaFileConnection'] = ResolversParentTypes['MetaFileConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MetaFileEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MetaFileEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MetaFileEdge'] = ResolversParentTypes['MetaFileEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ProjectMetaFile'], ParentType, ContextType>;
};

export type MissingPhotosResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MissingPhotos'] = ResolversParentTypes['MissingPhotos']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  photos?: Resolver<Array<ResolversTypes['NamedPhoto']>, ParentType, ContextType>;
};

export type ModelFileResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ModelFile'] = ResolversParentTypes['ModelFile']> = {
  checksum?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  date?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<Wire.Maybe<ResolversTypes['ByteCount']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MODEL_FILE_STATE'], ParentType, ContextType>;
};

export type ModelTransformResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ModelTransform'] = ResolversParentTypes['ModelTransform']> = {
  modelToSRS?: Resolver<Array<ResolversTypes['Float']>, ParentType, ContextType>;
  srs?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addAlignmentPoint?: Resolver<ResolversTypes['AlignmentPoint'], ParentType, ContextType, RequireFields<Wire.MutationaddAlignmentPointArgs, 'image' | 'name' | 'pid' | 'x' | 'y'>>;
  cleanupImportedModel?: Resolver<Wire.Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<Wire.MutationcleanupImportedModelArgs, 'id'>>;
  createProject?: Resolver<Wire.Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<Wire.MutationcreateProjectArgs, 'name' | 'type' | 'visibility'>>;
  createWebhook?: Resolver<ResolversTypes['CreateWebhook'], ParentType, ContextType, RequireFields<Wire.MutationcreateWebhookArgs, 'pid' | 'url'>>;
  doneImageUpload?: Resolver<Wire.Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<Wire.MutationdoneImageUploadArgs, 'id'>>;
  doneModelUpload?: Resolver<Wire.Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<Wire.MutationdoneModelUploadArgs, 'id' | 'merge'>>;
  getUserToken?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<Wire.MutationgetUserTokenArgs, 'email' | 'fresh' | 'password'>>;
  getUserTokenByLoginCode?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<Wire.MutationgetUserTokenByLoginCodeArgs, 'code' | 'fresh' | 'phone'>>;
  hasImage?: Resolver<Wire.Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<Wire.MutationhasImageArgs, 'checksum' | 'pid'>>;
  hasImages?: Resolver<Array<Wire.Maybe<ResolversTypes['ProjectImage']>>, ParentType, ContextType, RequireFields<Wire.MutationhasImagesArgs, 'checksums' | 'pid'>>;
  makeLODImage?: Resolver<Wire.Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<Wire.MutationmakeLODImageArgs, 'id'>>;
  pingWebhook?: Resolver<Wire.Maybe<ResolversTypes['WebhookPing']>, ParentType, ContextType, RequireFields<Wire.MutationpingWebhookArgs, 'id'>>;
  preStartReconstruction?: Resolver<ResolversTypes['StartReconstruction'], ParentType, ContextType, RequireFields<Wire.MutationpreStartReconstructionArgs, 'id'>>;
  registerUser?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<Wire.MutationregisterUserArgs, 'email' | 'password' | 'username'>>;
  removeAlignmentPoint?: Resolver<Wire.Maybe<ResolversTypes['AlignmentPoint']>, ParentType, ContextType, RequireFields<Wire.MutationremoveAlignmentPointArgs, 'id'>>;
  removeImage?: Resolver<Wire.Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<Wire.MutationremoveImageArgs, 'id'>>;
  removeImages?: Resolver<Array<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<Wire.MutationremoveImagesArgs, 'ids' | 'pid'>>;
  removeMetaFile?: Resolver<Wire.Maybe<ResolversTypes['ProjectMetaFile']>, ParentType, ContextType, RequireFields<Wire.MutationremoveMetaFileArgs, 'id'>>;
  removeProject?: Resolver<Wire.Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<Wire.MutationremoveProjectArgs, 'id'>>;
  removeWebhook?: Resolver<Wire.Maybe<ResolversTypes['Webhook']>, ParentType, ContextType, RequireFields<Wire.MutationremoveWebhookArgs, 'id'>>;
  replayWebhook?: Resolver<Wire.Maybe<ResolversTypes['Webhook']>, ParentType, ContextType, RequireFields<Wire.MutationreplayWebhookArgs, 'id'>>;
  reportProject?: Resolver<Wire.Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<Wire.MutationreportProjectArgs, 'description' | 'id'>>;
  requestLoginCode?: Resolver<ResolversTypes['RequestLoginCode'], ParentType, ContextType, RequireFields<Wire.MutationrequestLoginCodeArgs, 'phone'>>;
  revokeUserToken?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, Partial<Wire.MutationrevokeUserTokenArgs>>;
  revokeUserTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  setProfileFace?: Resolver<ResolversTypes['CALL_RESULT'], ParentType, ContextType, RequireFields<Wire.MutationsetProfileFaceArgs, 'imgStr'>>;
  setProjectGeoInfo?: Resolver<Wire.Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<Wire.MutationsetProjectGeoInfoArgs, 'id'>>;
  setProjectProperties?: Resolver<Wire.Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<Wire.MutationsetProjectPropertiesArgs, 'id'>>;
  startImageUpload?: Resolver<Wire.Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<Wire.MutationstartImageUploadArgs, 'id'>>;
  startReconstructionWithError?: Resolver<ResolversTypes['StartReconstruction'], ParentType, ContextType, RequireFields<Wire.MutationstartReconstructionWithErrorArgs, 'id'>>;
  stopReconstruction?: Resolver<Wire.Maybe<ResolversTypes['Task']>, ParentType, ContextType, RequireFields<Wire.MutationstopReconstructionArgs, 'id'>>;
  transferCoins?: Resolver<ResolversTypes['TransferCoins'], ParentType, ContextType, RequireFields<Wire.MutationtransferCoinsArgs, 'amount' | 'options'>>;
  transferProject?: Resolver<ResolversTypes['TransferProject'], ParentType, ContextType, RequireFields<Wire.MutationtransferProjectArgs, 'id' | 'options'>>;
  updateAlignmentPoint?: Resolver<Wire.Maybe<ResolversTypes['AlignmentPoint']>, ParentType, ContextType, RequireFields<Wire.MutationupdateAlignmentPointArgs, 'id'>>;
  updateWebhook?: Resolver<Wire.Maybe<ResolversTypes['Webhook']>, ParentType, ContextType, RequireFields<Wire.MutationupdateWebhookArgs, 'id'>>;
  uploadImageMinio?: Resolver<Wire.Maybe<ResolversTypes['UploadImageMinio']>, ParentType, ContextType, RequireFields<Wire.MutationuploadImageMinioArgs, 'bucket' | 'filename' | 'pid'>>;
  uploadImageOSS?: Resolver<Wire.Maybe<ResolversTypes['UploadImageOSS']>, ParentType, ContextType, RequireFields<Wire.MutationuploadImageOSSArgs, 'bucket' | 'filename' | 'pid'>>;
  uploadImageS3?: Resolver<Wire.Maybe<ResolversTypes['UploadImageS3']>, ParentType, ContextType, RequireFields<Wire.MutationuploadImageS3Args, 'bucket' | 'filename' | 'pid'>>;
  uploadImageURL?: Resolver<Wire.Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<Wire.MutationuploadImageURLArgs, 'pid' | 'url'>>;
  uploadImages?: Resolver<Array<ResolversTypes['UploadImageS3']>, ParentType, ContextType, RequireFields<Wire.MutationuploadImagesArgs, 'bucket' | 'images' | 'pid'>>;
  uploadMetaFileMinio?: Resolver<Wire.Maybe<ResolversTypes['UploadMetaFileMinio']>, ParentType, ContextType, RequireFields<Wire.MutationuploadMetaFileMinioArgs, 'bucket' | 'filename' | 'pid'>>;
  uploadMetaFileS3?: Resolver<Wire.Maybe<ResolversTypes['UploadMetaFileS3']>, ParentType, ContextType, RequireFields<Wire.MutationuploadMetaFileS3Args, 'bucket' | 'filename' | 'pid'>>;
  uploadMetaURL?: Resolver<Wire.Maybe<ResolversTypes['ProjectMetaFile']>, ParentType, ContextType, RequireFields<Wire.MutationuploadMetaURLArgs, 'pid' | 'url'>>;
  uploadModelMinio?: Resolver<Wire.Maybe<ResolversTypes['UploadModelMinio']>, ParentType, ContextType, RequireFields<Wire.MutationuploadModelMinioArgs, 'bucket' | 'filename' | 'id'>>;
  uploadModelS3?: Resolver<Wire.Maybe<ResolversTypes['UploadModelS3']>, ParentType, ContextType, RequireFields<Wire.MutationuploadModelS3Args, 'bucket' | 'filename' | 'id'>>;
  uploadModelURL?: Resolver<Wire.Maybe<ResolversTypes['ModelFile']>, ParentType, ContextType, RequireFields<Wire.MutationuploadModelURLArgs, 'pid' | 'url'>>;
};

export type MyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['My'] = ResolversParentTypes['My']> = {
  allProjects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, Partial<Wire.MyallProjectsArgs>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, Partial<Wire.MyprojectsArgs>>;
  self?: Resolver<Wire.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  tokens?: Resolver<Array<ResolversTypes['UserToken']>, ParentType, ContextType>;
};

export type NamedPhotoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NamedPhoto'] = ResolversParentTypes['NamedPhoto']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PositionReportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PositionReport'] = ResolversParentTypes['PositionReport']> = {
  rejected?: Resolver<Array<ResolversTypes['RejectedPosition']>, ParentType, ContextType>;
  rmse?: Resolver<ResolversTypes['EastNorthUp'], ParentType, ContextType>;
  toleranceMetres?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  GCPInfo?: Resolver<Wire.Maybe<ResolversTypes['GCPInfo']>, ParentType, ContextType>;
  GCPValidation?: Resolver<Wire.Maybe<ResolversTypes['GCPValidation']>, ParentType, ContextType>;
  alignmentPoints?: Resolver<ResolversTypes['AlignmentPointConnection'], ParentType, ContextType, Partial<Wire.ProjectalignmentPointsArgs>>;
  allImages?: Resolver<ResolversTypes['ImageConnection'], ParentType, ContextType, RequireFields<Wire.ProjectallImagesArgs, 'filter' | 'order'>>;
  allMetaFiles?: Resolver<ResolversTypes['MetaFileConnection'], ParentType, ContextType, Partial<Wire.ProjectallMetaFilesArgs>>;
  cloudPath?: Resolver<Array<ResolversTypes['CloudPath']>, ParentType, ContextType>;
  cover?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  date?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  downloads?: Resolver<ResolversTypes['DownloadConnection'], ParentType, ContextType>;
  error?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  errorCode?: Resolver<Wire.Maybe<ResolversTypes['PROJECT_ERROR_CODE']>, ParentType, ContextType>;
  eventCursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['EventConnection'], ParentType, ContextType, Partial<Wire.ProjecteventsArgs>>;
  geoInfo?: Resolver<Wire.Maybe<ResolversTypes['GeoInfo']>, ParentType, ContextType>;
  gigaPixel?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  gsd?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  hasMetaFile?: Resolver<Wire.Maybe<ResolversTypes['ProjectMetaFile']>, ParentType, ContextType, RequireFields<Wire.ProjecthasMetaFileArgs, 'checksum'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Wire.Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<Wire.ProjectimageArgs, 'id'>>;
  imageByFilename?: Resolver<Wire.Maybe<ResolversTypes['ProjectImage']>, ParentType, ContextType, RequireFields<Wire.ProjectimageByFilenameArgs, 'filename'>>;
  imageCounts?: Resolver<Array<ResolversTypes['ImageCount']>, ParentType, ContextType>;
  importedModel?: Resolver<Wire.Maybe<ResolversTypes['ImportedModel']>, ParentType, ContextType>;
  importedState?: Resolver<ResolversTypes['IMPORTED_STATE'], ParentType, ContextType>;
  isImported?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  metaFile?: Resolver<Wire.Maybe<ResolversTypes['ProjectMetaFile']>, ParentType, ContextType, RequireFields<Wire.ProjectmetaFileArgs, 'id'>>;
  modelTransform?: Resolver<Wire.Maybe<ResolversTypes['ModelTransform']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  numImage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  preStarted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  projectType?: Resolver<ResolversTypes['PROJECT_TYPE'], ParentType, ContextType>;
  report?: Resolver<ResolversTypes['ProjectReport'], ParentType, ContextType>;
  sfmState?: Resolver<Wire.Maybe<ResolversTypes['TASK_STATE']>, ParentType, ContextType>;
  syncProgress?: Resolver<Wire.Maybe<ResolversTypes['SyncProgress']>, ParentType, ContextType>;
  task?: Resolver<Wire.Maybe<ResolversTypes['Task']>, ParentType, ContextType, RequireFields<Wire.ProjecttaskArgs, 'id'>>;
  taskState?: Resolver<Wire.Maybe<ResolversTypes['TASK_STATE']>, ParentType, ContextType>;
  tasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['PROJECT_VISIBILITY'], ParentType, ContextType>;
  waitingStart?: Resolver<Wire.Maybe<ResolversTypes['WaitingStart']>, ParentType, ContextType>;
  webhooks?: Resolver<Array<ResolversTypes['Webhook']>, ParentType, ContextType>;
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

export type ProjectEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectEvent'] = ResolversParentTypes['ProjectEvent']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  errorCodes?: Resolver<Wire.Maybe<Array<ResolversTypes['IMAGE_ERROR']>>, ParentType, ContextType>;
  imageId?: Resolver<Wire.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  imageState?: Resolver<Wire.Maybe<ResolversTypes['IMAGE_STATE']>, ParentType, ContextType>;
  importedState?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['EVENT_KIND'], ParentType, ContextType>;
  lastNumber?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  metaFileId?: Resolver<Wire.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  metaFileState?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  missingPhotos?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  percent?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  projectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  step?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  stepName?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subjectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  taskId?: Resolver<Wire.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  taskState?: Resolver<Wire.Maybe<ResolversTypes['TASK_STATE']>, ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  totalSteps?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ProjectImageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectImage'] = ResolversParentTypes['ProjectImage']> = {
  checksum?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Wire.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  errorCodes?: Resolver<Wire.Maybe<Array<ResolversTypes['IMAGE_ERROR']>>, ParentType, ContextType>;
  exif?: Resolver<Wire.Maybe<ResolversTypes['Exif']>, ParentType, ContextType>;
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gigaPixel?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  grounded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  height?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<Wire.Maybe<ResolversTypes['ByteCount']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['IMAGE_STATE'], ParentType, ContextType>;
  thumbs?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  tiles?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['ImageWarning']>, ParentType, ContextType>;
  width?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ProjectMetaFileResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectMetaFile'] = ResolversParentTypes['ProjectMetaFile']> = {
  checksum?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  date?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Wire.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  filesize?: Resolver<Wire.Maybe<ResolversTypes['ByteCount']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['META_FILE_STATE'], ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectReportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectReport'] = ResolversParentTypes['ProjectReport']> = {
  cameras?: Resolver<Array<ResolversTypes['ReportCamera']>, ParentType, ContextType>;
  coverage?: Resolver<ResolversTypes['ReportCoverage'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  estimates?: Resolver<Array<ResolversTypes['ReportEstimate']>, ParentType, ContextType>;
  findings?: Resolver<Array<ResolversTypes['ReportFinding']>, ParentType, ContextType>;
  gaps?: Resolver<Array<ResolversTypes['ReportGap']>, ParentType, ContextType>;
  gigaPixel?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  groups?: Resolver<Array<ResolversTypes['ReportGroup']>, ParentType, ContextType>;
  overlap?: Resolver<ResolversTypes['ReportOverlap'], ParentType, ContextType>;
  photoCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  photos?: Resolver<Array<ResolversTypes['ReportPhoto']>, ParentType, ContextType, RequireFields<Wire.ProjectReportphotosArgs, 'first' | 'skip'>>;
  reasons?: Resolver<Array<ResolversTypes['ReportReason']>, ParentType, ContextType>;
  states?: Resolver<Array<ResolversTypes['ImageCount']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  bank?: Resolver<ResolversTypes['Bank'], ParentType, ContextType>;
  getGeoIPInfo?: Resolver<ResolversTypes['GeoIPInfo'], ParentType, ContextType>;
  hello?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  my?: Resolver<ResolversTypes['My'], ParentType, ContextType>;
  project?: Resolver<Wire.Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<Wire.QueryprojectArgs, 'id'>>;
  search?: Resolver<ResolversTypes['Search'], ParentType, ContextType>;
  support?: Resolver<ResolversTypes['Support'], ParentType, ContextType>;
  utility?: Resolver<ResolversTypes['Utility'], ParentType, ContextType>;
  versions?: Resolver<ResolversTypes['Versions'], ParentType, ContextType>;
};

export type RejectedPositionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RejectedPosition'] = ResolversParentTypes['RejectedPosition']> = {
  metres?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  photo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReportCameraResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportCamera'] = ResolversParentTypes['ReportCamera']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  focalLength?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  focalLengthIn35mm?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lens?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  make?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  serial?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReportCoverageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportCoverage'] = ResolversParentTypes['ReportCoverage']> = {
  area?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  assumptions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  height?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  heightSource?: Resolver<ResolversTypes['REPORT_HEIGHT'], ParentType, ContextType>;
  nadir?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oblique?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  originLatitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  originLongitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  positioned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resolution?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ReportEstimateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportEstimate'] = ResolversParentTypes['ReportEstimate']> = {
  disk?: Resolver<ResolversTypes['ByteCount'], ParentType, ContextType>;
  learntFrom?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  memory?: Resolver<ResolversTypes['ByteCount'], ParentType, ContextType>;
  quality?: Resolver<ResolversTypes['QUALITY'], ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['ExpectedStep']>, ParentType, ContextType>;
};

export type ReportFindingResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportFinding'] = ResolversParentTypes['ReportFinding']> = {
  code?: Resolver<ResolversTypes['REPORT_FINDING'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  photos?: Resolver<Array<ResolversTypes['NamedPhoto']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['REPORT_SEVERITY'], ParentType, ContextType>;
};

export type ReportGapResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportGap'] = ResolversParentTypes['ReportGap']> = {
  after?: Resolver<ResolversTypes['NamedPhoto'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['NamedPhoto'], ParentType, ContextType>;
  distance?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  east?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  north?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  usual?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ReportGroupResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportGroup'] = ResolversParentTypes['ReportGroup']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  photos?: Resolver<Array<ResolversTypes['NamedPhoto']>, ParentType, ContextType>;
};

export type ReportOverlapResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportOverlap'] = ResolversParentTypes['ReportOverlap']> = {
  assumptions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  compared?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  neighbours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pairCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pairs?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['REPORT_RULE'], ParentType, ContextType>;
};

export type ReportPhotoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportPhoto'] = ResolversParentTypes['ReportPhoto']> = {
  camera?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  east?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  footprint?: Resolver<Wire.Maybe<Array<ResolversTypes['Float']>>, ParentType, ContextType>;
  footprintDegrees?: Resolver<Wire.Maybe<Array<ResolversTypes['Float']>>, ParentType, ContextType>;
  group?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  heading?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  height?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  neighbours?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  north?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  pitch?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  resolution?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  takenAt?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReportReasonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportReason'] = ResolversParentTypes['ReportReason']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<Wire.Maybe<ResolversTypes['IMAGE_ERROR']>, ParentType, ContextType>;
  warning?: Resolver<Wire.Maybe<ResolversTypes['IMAGE_WARNING']>, ParentType, ContextType>;
};

export type RequestLoginCodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RequestLoginCode'] = ResolversParentTypes['RequestLoginCode']> = {
  error?: Resolver<ResolversTypes['CallError'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['CALL_RESULT'], ParentType, ContextType>;
};

export type ResidualResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Residual'] = ResolversParentTypes['Residual']> = {
  east?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  north?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  up?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ResidualRmsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ResidualRms'] = ResolversParentTypes['ResidualRms']> = {
  horizontal?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  vertical?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type SearchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search']> = {
  altiID?: Resolver<Array<ResolversTypes['AltiID']>, ParentType, ContextType, RequireFields<Wire.SearchaltiIDArgs, 'limit'>>;
  projectID?: Resolver<Array<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<Wire.SearchprojectIDArgs, 'limit' | 'myProject'>>;
};

export type StartErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StartError'] = ResolversParentTypes['StartError']> = {
  code?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['START_ERROR'], ParentType, ContextType>;
  option?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StartReconstructionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StartReconstruction'] = ResolversParentTypes['StartReconstruction']> = {
  error?: Resolver<Wire.Maybe<ResolversTypes['StartError']>, ParentType, ContextType>;
  task?: Resolver<Wire.Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  projectEvents?: SubscriptionResolver<ResolversTypes['ProjectEvent'], "projectEvents", ParentType, ContextType, RequireFields<Wire.SubscriptionprojectEventsArgs, 'pid'>>;
};

export type SupportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Support'] = ResolversParentTypes['Support']> = {
  endpoints?: Resolver<ResolversTypes['Endpoints'], ParentType, ContextType>;
  engines?: Resolver<Array<ResolversTypes['Engine']>, ParentType, ContextType>;
  errorCodeInfo?: Resolver<Wire.Maybe<ResolversTypes['ErrorCodeInfo']>, ParentType, ContextType, RequireFields<Wire.SupporterrorCodeInfoArgs, 'lang'>>;
  networkTest?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType, Partial<Wire.SupportnetworkTestArgs>>;
  supportedCloud?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType, Partial<Wire.SupportsupportedCloudArgs>>;
  systemMode?: Resolver<Wire.Maybe<ResolversTypes['SYSTEM_MODE']>, ParentType, ContextType>;
};

export type SyncProgressResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SyncProgress'] = ResolversParentTypes['SyncProgress']> = {
  error?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type TaskResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Task'] = ResolversParentTypes['Task']> = {
  createdDate?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endDate?: Resolver<Wire.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expectedStartSeconds?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  log?: Resolver<ResolversTypes['TaskLog'], ParentType, ContextType, RequireFields<Wire.TasklogArgs, 'first'>>;
  manifest?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  missingPhotos?: Resolver<Wire.Maybe<ResolversTypes['MissingPhotos']>, ParentType, ContextType>;
  options?: Resolver<ResolversTypes['TaskOptions'], ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  quality?: Resolver<ResolversTypes['QUALITY'], ParentType, ContextType>;
  queueing?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  remainingSeconds?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  result?: Resolver<Wire.Maybe<ResolversTypes['TaskResult']>, ParentType, ContextType>;
  startDate?: Resolver<Wire.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startReason?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['TASK_STATE'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stepName?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['TaskStep']>, ParentType, ContextType>;
  taskType?: Resolver<ResolversTypes['TASK_TYPE'], ParentType, ContextType>;
  totalSteps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TaskLogResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskLog'] = ResolversParentTypes['TaskLog']> = {
  lastNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['TaskLogLine']>, ParentType, ContextType>;
};

export type TaskLogLineResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskLogLine'] = ResolversParentTypes['TaskLogLine']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TaskOptionsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskOptions'] = ResolversParentTypes['TaskOptions']> = {
  cameraSharing?: Resolver<ResolversTypes['CAMERA_SHARING'], ParentType, ContextType>;
  coordinateSystem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  engine?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  matcher?: Resolver<ResolversTypes['MATCHER'], ParentType, ContextType>;
  maxImageSize?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  quality?: Resolver<ResolversTypes['QUALITY'], ParentType, ContextType>;
  targetFaces?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TaskResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskResult'] = ResolversParentTypes['TaskResult']> = {
  checkpointRms?: Resolver<Wire.Maybe<ResolversTypes['ResidualRms']>, ParentType, ContextType>;
  controlPointRms?: Resolver<Wire.Maybe<ResolversTypes['ResidualRms']>, ParentType, ContextType>;
  controlPoints?: Resolver<Array<ResolversTypes['ControlPointResult']>, ParentType, ContextType>;
  faces?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  georeferenced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  inLocalFrame?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  leftOut?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  notes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  photos?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  positions?: Resolver<Wire.Maybe<ResolversTypes['PositionReport']>, ParentType, ContextType>;
  registered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reprojectionError?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type TaskStepResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskStep'] = ResolversParentTypes['TaskStep']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  startedAt?: Resolver<Wire.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
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

export type TransferCoinsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TransferCoins'] = ResolversParentTypes['TransferCoins']> = {
  error?: Resolver<ResolversTypes['CallError'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['CALL_RESULT'], ParentType, ContextType>;
};

export type TransferErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TransferError'] = ResolversParentTypes['TransferError']> = {
  code?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['TRANSFER_ERROR'], ParentType, ContextType>;
};

export type TransferProjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TransferProject'] = ResolversParentTypes['TransferProject']> = {
  error?: Resolver<Wire.Maybe<ResolversTypes['TransferError']>, ParentType, ContextType>;
  result?: Resolver<ResolversTypes['CALL_RESULT'], ParentType, ContextType>;
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

export type UploadMetaFileMinioResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UploadMetaFileMinio'] = ResolversParentTypes['UploadMetaFileMinio']> = {
  file?: Resolver<ResolversTypes['ProjectMetaFile'], ParentType, ContextType>;
  serverTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ttlSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadMetaFileS3Resolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UploadMetaFileS3'] = ResolversParentTypes['UploadMetaFileS3']> = {
  file?: Resolver<ResolversTypes['ProjectMetaFile'], ParentType, ContextType>;
  serverTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ttlSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadModelMinioResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UploadModelMinio'] = ResolversParentTypes['UploadModelMinio']> = {
  file?: Resolver<ResolversTypes['ModelFile'], ParentType, ContextType>;
  serverTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ttlSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadModelS3Resolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UploadModelS3'] = ResolversParentTypes['UploadModelS3']> = {
  file?: Resolver<ResolversTypes['ModelFile'], ParentType, ContextType>;
  serverTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ttlSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  balance?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  country?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  developer?: Resolver<ResolversTypes['Developer'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  freeGPQuota?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  joined?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  membership?: Resolver<Wire.Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  membershipState?: Resolver<ResolversTypes['MEMBERSHIP_STATE'], ParentType, ContextType>;
  modelBytes?: Resolver<ResolversTypes['ByteCount'], ParentType, ContextType>;
  modelUsage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stats?: Resolver<ResolversTypes['UserStats'], ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserStatsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserStats'] = ResolversParentTypes['UserStats']> = {
  follower?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  following?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  planet?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  star?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserTokenResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserToken'] = ResolversParentTypes['UserToken']> = {
  app?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  created?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsed?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type UtilityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Utility'] = ResolversParentTypes['Utility']> = {
  sizeToGigaPixel?: Resolver<ResolversTypes['Float'], ParentType, ContextType, RequireFields<Wire.UtilitysizeToGigaPixelArgs, 'height' | 'numImg' | 'width'>>;
};

export type VersionsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Versions'] = ResolversParentTypes['Versions']> = {
  api?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WaitingStartResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WaitingStart'] = ResolversParentTypes['WaitingStart']> = {
  minReadyPercent?: Resolver<Wire.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  options?: Resolver<ResolversTypes['TaskOptions'], ParentType, ContextType>;
  startAt?: Resolver<Wire.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type WebhookResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Webhook'] = ResolversParentTypes['Webhook']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disabledReason?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  failures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kinds?: Resolver<Wire.Maybe<Array<ResolversTypes['EVENT_KIND']>>, ParentType, ContextType>;
  lastDate?: Resolver<Wire.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastError?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastStatus?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  nextDate?: Resolver<Wire.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WebhookPingResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WebhookPing'] = ResolversParentTypes['WebhookPing']> = {
  delivered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Wire.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Wire.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AlignmentPoint?: AlignmentPointResolvers<ContextType>;
  AlignmentPointConnection?: AlignmentPointConnectionResolvers<ContextType>;
  AlignmentPointEdge?: AlignmentPointEdgeResolvers<ContextType>;
  AltiID?: AltiIDResolvers<ContextType>;
  Bank?: BankResolvers<ContextType>;
  Bucket?: BucketResolvers<ContextType>;
  ByteCount?: GraphQLScalarType;
  CallError?: CallErrorResolvers<ContextType>;
  CloudPath?: CloudPathResolvers<ContextType>;
  ControlPointResult?: ControlPointResultResolvers<ContextType>;
  CreateWebhook?: CreateWebhookResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Developer?: DeveloperResolvers<ContextType>;
  Download?: DownloadResolvers<ContextType>;
  DownloadConnection?: DownloadConnectionResolvers<ContextType>;
  DownloadEdge?: DownloadEdgeResolvers<ContextType>;
  EastNorthUp?: EastNorthUpResolvers<ContextType>;
  Endpoints?: EndpointsResolvers<ContextType>;
  Engine?: EngineResolvers<ContextType>;
  ErrorCodeInfo?: ErrorCodeInfoResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  Exif?: ExifResolvers<ContextType>;
  ExpectedStep?: ExpectedStepResolvers<ContextType>;
  GCPInfo?: GCPInfoResolvers<ContextType>;
  GCPValidation?: GCPValidationResolvers<ContextType>;
  GeoIPInfo?: GeoIPInfoResolvers<ContextType>;
  GeoInfo?: GeoInfoResolvers<ContextType>;
  ImageConnection?: ImageConnectionResolvers<ContextType>;
  ImageCount?: ImageCountResolvers<ContextType>;
  ImageEdge?: ImageEdgeResolvers<ContextType>;
  ImageWarning?: ImageWarningResolvers<ContextType>;
  ImportedModel?: ImportedModelResolvers<ContextType>;
  Membership?: MembershipResolvers<ContextType>;
  MembershipCoupon?: MembershipCouponResolvers<ContextType>;
  MetaFileConnection?: MetaFileConnectionResolvers<ContextType>;
  MetaFileEdge?: MetaFileEdgeResolvers<ContextType>;
  MissingPhotos?: MissingPhotosResolvers<ContextType>;
  ModelFile?: ModelFileResolvers<ContextType>;
  ModelTransform?: ModelTransformResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  My?: MyResolvers<ContextType>;
  NamedPhoto?: NamedPhotoResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PositionReport?: PositionReportResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectEvent?: ProjectEventResolvers<ContextType>;
  ProjectImage?: ProjectImageResolvers<ContextType>;
  ProjectMetaFile?: ProjectMetaFileResolvers<ContextType>;
  ProjectReport?: ProjectReportResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RejectedPosition?: RejectedPositionResolvers<ContextType>;
  ReportCamera?: ReportCameraResolvers<ContextType>;
  ReportCoverage?: ReportCoverageResolvers<ContextType>;
  ReportEstimate?: ReportEstimateResolvers<ContextType>;
  ReportFinding?: ReportFindingResolvers<ContextType>;
  ReportGap?: ReportGapResolvers<ContextType>;
  ReportGroup?: ReportGroupResolvers<ContextType>;
  ReportOverlap?: ReportOverlapResolvers<ContextType>;
  ReportPhoto?: ReportPhotoResolvers<ContextType>;
  ReportReason?: ReportReasonResolvers<ContextType>;
  RequestLoginCode?: RequestLoginCodeResolvers<ContextType>;
  Residual?: ResidualResolvers<ContextType>;
  ResidualRms?: ResidualRmsResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  StartError?: StartErrorResolvers<ContextType>;
  StartReconstruction?: StartReconstructionResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Support?: SupportResolvers<ContextType>;
  SyncProgress?: SyncProgressResolvers<ContextType>;
  Task?: TaskResolvers<ContextType>;
  TaskLog?: TaskLogResolvers<ContextType>;
  TaskLogLine?: TaskLogLineResolvers<ContextType>;
  TaskOptions?: TaskOptionsResolvers<ContextType>;
  TaskResult?: TaskResultResolvers<ContextType>;
  TaskStep?: TaskStepResolvers<ContextType>;
  TemporaryKey?: TemporaryKeyResolvers<ContextType>;
  TransferCoins?: TransferCoinsResolvers<ContextType>;
  TransferError?: TransferErrorResolvers<ContextType>;
  TransferProject?: TransferProjectResolvers<ContextType>;
  UploadImageMinio?: UploadImageMinioResolvers<ContextType>;
  UploadImageOSS?: UploadImageOSSResolvers<ContextType>;
  UploadImageS3?: UploadImageS3Resolvers<ContextType>;
  UploadMetaFileMinio?: UploadMetaFileMinioResolvers<ContextType>;
  UploadMetaFileS3?: UploadMetaFileS3Resolvers<ContextType>;
  UploadModelMinio?: UploadModelMinioResolvers<ContextType>;
  UploadModelS3?: UploadModelS3Resolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserStats?: UserStatsResolvers<ContextType>;
  UserToken?: UserTokenResolvers<ContextType>;
  Utility?: UtilityResolvers<ContextType>;
  Versions?: VersionsResolvers<ContextType>;
  WaitingStart?: WaitingStartResolvers<ContextType>;
  Webhook?: WebhookResolvers<ContextType>;
  WebhookPing?: WebhookPingResolvers<ContextType>;
};

