/**
 * @file Registers tfjs's gradients in Node, where its packages are bundles, and the files within them would be a second
 * copy of the core: the package that puts all of them together brings them.
 */
import '@tensorflow/tfjs'
