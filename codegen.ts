import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of the wire, once for both ends, and of the server's resolvers, out of the one schema. */
const config: CodegenConfig = {
  schema: 'packages/protocol/src/schema.graphql',
  generates: {
    'packages/protocol/src/generated.ts': {
      plugins: ['typescript'],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        namingConvention: 'keep',
        // A field that may be null is there all the same.
        avoidOptionals: { field: true },
        scalars: { DateTime: 'string', ByteCount: 'number', ID: 'string' },
      },
    },
    'packages/server/src/graphql/generated.ts': {
      plugins: [
        { add: { content: "import type { Wire } from '@tiepoint/protocol';" } },
        'typescript-resolvers',
      ],
      config: {
        // Types of the wire come from there; here they are only mapped to what resolvers give.
        namespacedImportName: 'Wire',
        useTypeImports: true,
        namingConvention: 'keep',
        contextType: './context.ts#RequestContext',
        mappers: {
          DateTime: 'Date | string',
          Project: '../projects/project.ts#Project as ProjectModel',
          WaitingStart: '../projects/project.ts#Prestart as PrestartModel',
          ProjectImage: '../images/image.ts#Image as ImageModel',
          ProjectMetaFile: '../meta-files/meta-file.ts#MetaFile as MetaFileModel',
          ProjectEvent: '@tiepoint/protocol#WireEvent as WireEventModel',
          ImageWarning: '@tiepoint/inspection#PhotoWarning as PhotoWarningModel',
          ImportedModel: '../models/imported-model.ts#ImportedModel as ImportedModelModel',
          ModelFile: '../models/imported-model.ts#ModelFile as ModelFileModel',
          Task: '../reconstruction/tasks/task.ts#Task as TaskModel',
          TaskStep: '@tiepoint/engines#FinishedStep as FinishedStepModel',
          TaskResult: '@tiepoint/engines#EngineResult as EngineResultModel',
          AlignmentPoint:
            '../reconstruction/control-points/control-point-observation.ts#ControlPointObservation as AlignmentPointModel',
          Webhook: '../webhooks/webhook.ts#Webhook as WebhookModel',
          UploadImageOSS: '../uploads/images/oss-upload.ts#OssUpload as OssUploadModel',
          My: './context.ts#Viewer as ViewerModel',
          UserToken: '../auth/tokens/list-tokens.ts#TokenSummary as TokenSummaryModel',
          User: '../auth/authenticate.ts#User as UserModel',
          Support: './context.ts#Room as RoomModel',
          Utility: './context.ts#Room as RoomModel',
          Bank: './context.ts#Room as RoomModel',
          Search: './context.ts#Room as RoomModel',
        },
      },
    },
  },
};

export default config;
