import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = { DateTime: { input: 'string', output: 'Date | string' }, ByteCount: 'number', ID: 'string' };

/** Types of the wire for both ends, and resolver types for the server, out of the one schema. */
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
        scalars: { ...scalars, DateTime: 'string' },
      },
    },
    'packages/server/src/graphql/generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        namingConvention: 'keep',
        scalars,
        contextType: './context.ts#RequestContext',
        mappers: {
          Project: '../projects/project.ts#Project as ProjectModel',
          ProjectImage: '../images/image.ts#Image as ImageModel',
          ProjectMetaFile: '../meta-files/meta-file.ts#MetaFile as MetaFileModel',
          ProjectEvent: '@tiepoint/protocol#WireEvent as WireEventModel',
          ImportedModel: '../models/imported-model.ts#ImportedModel as ImportedModelModel',
          ModelFile: '../models/imported-model.ts#ModelFile as ModelFileModel',
          Task: '../reconstruction/task.ts#Task as TaskModel',
          TaskStep: '../reconstruction/task.ts#FinishedStep as FinishedStepModel',
          TaskResult: '@tiepoint/engines#EngineResult as EngineResultModel',
          AlignmentPoint:
            '../reconstruction/control-points/alignment-point.ts#AlignmentPoint as AlignmentPointModel',
          Webhook: '../webhooks/webhook.ts#Webhook as WebhookModel',
          UploadImageOSS: './upload-oss-resolvers.ts#OssUpload as OssUploadModel',
          My: './context.ts#Viewer as ViewerModel',
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
