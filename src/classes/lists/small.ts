/** @file Class names of data sets with few classes, in the order of models' outputs. */

/** CIFAR-10's classes in the data set's own order. */
export const CIFAR10_CLASSES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const

/** Tiny-ImageNet-10's classes, each made of several of ImageNet's, in the order of the models' outputs. */
export const TINY10_CLASSES = [
  'dog',
  'cat',
  'bird',
  'hoofed',
  'insect',
  'amphibian_reptile',
  'car',
  'fruit',
  'building',
  'landscape',
] as const

/** Fashion-MNIST's classes in the data set's own order. */
export const FASHION_MNIST_CLASSES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const
