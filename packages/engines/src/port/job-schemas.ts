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
  // Jobs of earlier versions don't have it.
  altitudesAbove: z.enum(['ellipsoid', 'seaLevel']).nullable().default(null),
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
  z.object({
    latitude: z.number(),
    longitude: z.number(),
    altitude: z.number().optional(),
    altitudeAbove: z.enum(['ellipsoid', 'seaLevel']).optional(),
    deviation: z.object({ horizontal: z.number(), vertical: z.number() }).optional(),
  }),
  z.object({ x: z.number(), y: z.number(), z: z.number() }),
]) satisfies z.ZodType<EnginePhoto['position']>;

/** Where a camera pointed, as JSON. */
export const attitudeSchema = z.object({
  yaw: z.number().optional(),
  pitch: z.number().optional(),
  roll: z.number().optional(),
}) satisfies z.ZodType<EnginePhoto['attitude']>;

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
