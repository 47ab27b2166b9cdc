/** @file The geometry of the loss around an image, for the worker, which loads it when it is first asked for. */
export { curvatureAlongOf } from './curvatureAlong'
export { lossAlong } from './lossAlong'
export { lossSurface } from './lossSurface'
