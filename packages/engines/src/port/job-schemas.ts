import { z } from 'zod';
import type { ControlPoint, EnginePhoto } from './engine.ts';
import type { TaskOptions } from './task-options.ts';

/** Options as JSON. */
export const taskOptionsSchema = z.object({
  quality: z.enum(['preview', 'standard', 'high']),
  engine: z.string(),
  maxImageSize: z.number().nullable(),
  matcher: z.enum(['auto', 'exhaustive', 'sequential', 'spatial']),
  cameraSharing: z.enum(['auto', 'single', 'perPhoto']),
  coordinateSystem: z.string(),
  targetFaces: z.number().nullable(),
}) satisfies z.ZodType<TaskOptions>;

/** A place on earth as JSON. */
export const geodeticSchema = z.object({
  latitude: z.number(),
  longitude: z.number(),
  altitude: z.number(),
});

/** The position of a photo as JSON. */
export const positionSchema = z.union([
  geodeticSchema,
  z.object({ x: z.number(), y: z.number(), z: z.number() }),
]) satisfies z.ZodType<EnginePhoto['position']>;

/** The coordinates of a control point as JSON. */
export const placeSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('geographic'),
    longitude: z.number(),
    latitude: z.number(),
    altitude: z.number(),
  }),
  z.object({ type: z.literal('model'), x: z.number(), y: z.number(), z: z.number() }),
]) satisfies z.ZodType<ControlPoint['place']>;
