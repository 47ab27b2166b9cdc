/** @file What is said to be computed is what tfjs has. */
import { expect, it } from 'vitest'
import * as tf from '../../tf'
import '../compute/layersProgram'
import { activationForTfjs } from './activationNames'
import { LAYER_NAMES } from './layerNames'

const known = () => tf.serialization.SerializationMap.getMap().classNameMap

it('every layer that is read is one of tfjs', () => {
  expect([...LAYER_NAMES].filter((name) => !(name in known()))).toEqual([])
})

it('every activation of Keras that is read is one that tfjs knows', () => {
  const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const names = ['silu', 'log_softmax', 'gelu', 'relu6', 'exponential', 'hard_sigmoid']
  for (const name of names) {
    for (const isKeras3 of [false, true]) {
      const asked = activationForTfjs(name, 'a layer', isKeras3)
      expect(
        [asked, camel(asked)].some((each) => each in known()),
        asked,
      ).toBe(true)
    }
  }
})
