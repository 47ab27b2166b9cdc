/** @file The one door to tfjs: the engine imports it from here, and nothing else imports it at all. */
export * from '@tensorflow/tfjs'
