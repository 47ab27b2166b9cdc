/** @file Weights that claim more numbers and tensors than anything could hold. */
import { bytesOf, joined, zipOf } from '../../images/datasets/testArchives'
import { deflated } from './archives'
import type { BytesBomb } from './bomb'

const MB = 1024 * 1024

/** A safetensors file of this list of tensors. */
function withList(list: string | Uint8Array, body: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const bytes = typeof list === 'string' ? bytesOf(list) : list
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true)
  return joined(length, bytes, body)
}

const place = (shape: string, begin: number, end: number) =>
  `{"dtype":"F32","shape":${shape},"data_offsets":[${begin},${end}]}`

export const safetensorsBombs = (scale: number): BytesBomb[] => {
  const bytes = Math.round(3.9 * scale * MB)
  const many = Math.ceil(bytes / 70)
  const listOf = (nameOf: (i: number) => string, placeOf: (i: number) => string) =>
    `{${Array.from({ length: many }, (_, i) => `${JSON.stringify(nameOf(i))}:${placeOf(i)}`).join(',')}}`
  return [
    { name: 'a list of lists', make: () => withList('['.repeat(bytes)) },
    {
      name: 'empty tensors',
      make: () =>
        withList(
          listOf(
            (i) => `t${i}`,
            () => place('[0]', 0, 0),
          ),
        ),
    },
    {
      name: 'empty tensors under different prefixes',
      make: () =>
        withList(
          listOf(
            (i) => `p${i}.a.b.c.weight`,
            () => place('[0]', 0, 0),
          ),
        ),
    },
    {
      name: 'empty filters of a ResNet',
      make: () =>
        withList(
          listOf(
            (i) => `layer1.${i}.conv1.weight`,
            () => place('[0,3,3,3]', 0, 0),
          ),
        ),
    },
    {
      name: 'blocks of a transformer',
      make: () =>
        withList(
          listOf(
            (i) => `blocks.${i}.attn.qkv.weight`,
            () => place('[0,3]', 0, 0),
          ),
        ),
    },
    {
      name: 'layers with a mean and a deviation',
      make: () =>
        withList(
          listOf(
            (i) => `n${i >> 1}.${i % 2 ? 'mean' : 'std'}`,
            (i) => place('[3]', 12 * i, 12 * i + 12),
          ),
          new Uint8Array(12 * many),
        ),
    },
    {
      name: 'tensors that share their bytes',
      make: () =>
        withList(
          listOf(
            (i) => `t${i}`,
            () => place('[1024]', 0, 4096),
          ),
          new Uint8Array(4096),
        ),
    },
    {
      name: 'a shape of all numbers',
      make: () => withList(`{"a":${place('[9007199254740991,9007199254740991]', 0, 8)}}`, new Uint8Array(8)),
    },
    {
      name: 'a shape of many axes',
      make: () => withList(`{"a":${place(`[${'1,'.repeat(bytes / 2)}1]`, 0, 4)}}`, new Uint8Array(4)),
    },
    {
      name: 'a format that is a long list',
      make: () =>
        withList(`{"a":{"dtype":[${'1,'.repeat(bytes / 2)}1],"shape":[],"data_offsets":[0,4]}}`, new Uint8Array(4)),
    },
    {
      name: 'a tensor with a long name',
      make: () => withList(`{"${'n'.repeat(bytes)}":${place('[2]', 0, 4)}}`, new Uint8Array(4)),
    },
    {
      name: 'one tensor again and again',
      make: () => withList(`{${`"a":${place('[0]', 0, 0)},`.repeat(many)}"b":${place('[0]', 0, 0)}}`),
    },
    {
      name: 'tensors that overlap in part',
      make: () =>
        withList(
          listOf(
            (i) => `t${i}`,
            (i) => place('[2]', 4 * i, 4 * i + 8),
          ),
          new Uint8Array(4 * many + 4),
        ),
    },
    {
      name: 'tensors in reverse',
      make: () =>
        withList(
          listOf(
            (i) => `t${i}`,
            (i) => place('[1]', 4 * (many - 1 - i), 4 * (many - i)),
          ),
          new Uint8Array(4 * many),
        ),
    },
    {
      name: 'a block of a number beyond all blocks',
      make: () =>
        withList(
          `{${['blocks.999999999.norm1.weight', 'layer1.888888888.conv1.weight', 'layers.77777777.0.norm.weight', 'stages.99999999.blocks.1.gamma', '999999999.weight', 'features.0.0.weight'].map((name) => `"${name}":${place('[0,3,3,3]', 0, 0)}`).join(',')}}`,
        ),
    },
    {
      name: 'many models, and many layers that normalise none of them',
      make: () => {
        const models = Array.from({ length: 60 }, (_, i) => [`m${i}.0.weight`, '[10,784]', 31_360] as const)
        const layers = Array.from(
          { length: many / 2 },
          (_, i) => [`n.a.${i >> 1}.${i % 2 ? 'mean' : 'std'}`, '[1]', 4] as const,
        )
        let end = 0
        const list = [...models, ...layers].map(([name, shape, size]) => {
          end += size
          return `"${name}":${place(shape, end - size, end)}`
        })
        return withList(`{${list.join(',')}}`, new Uint8Array(end))
      },
    },
    {
      name: 'metadata of many keys',
      make: () =>
        withList(
          `{"__metadata__":{${Array.from({ length: Math.min(65_000, many) }, (_, i) => `"k${i}":"v"`).join(',')}},"a":${place('[1]', 0, 4)}}`,
          new Uint8Array(4),
        ),
    },
    {
      name: 'names of the prototype and halves of characters',
      make: () =>
        withList(
          `{"__proto__":${place('[1]', 0, 4)},"constructor":${place('[1]', 4, 8)},"\\ud800.weight":${place('[1]', 8, 12)}}`,
          new Uint8Array(12),
        ),
    },
    {
      name: 'a header of two gigabytes',
      make: () => joined(Uint8Array.of(0, 0, 0, 128, 0, 0, 0, 0), new Uint8Array(16)),
    },
  ]
}

/** A zip of weights that are half a gigabyte of zeros, beside a manifest or not. */
export const zippedModelBombs = (scale: number): BytesBomb[] => {
  const size = Math.round(510 * scale) * MB
  return [
    {
      name: 'half a gigabyte of zeros as weights',
      make: () => zipOf([deflated('m/net.safetensors', new Uint8Array(size))]),
    },
    {
      name: 'half a gigabyte of zeros beside a manifest',
      make: () =>
        zipOf([
          deflated('m/manifest.json', bytesOf('{"id":"some-model"}')),
          deflated('m/weights.safetensors', new Uint8Array(size)),
        ]),
    },
    {
      name: 'half a gigabyte of zeros behind a list of one tensor',
      make: () =>
        zipOf([
          deflated(
            'm/net.safetensors',
            withList(`{"fc.weight":${place(`[${size / 4}]`, 0, size)}}`, new Uint8Array(size)),
          ),
        ]),
    },
    { name: 'half a gigabyte of zeros as ONNX', make: () => zipOf([deflated('m/net.onnx', new Uint8Array(size))]) },
    {
      name: 'a name of nothing but endings',
      make: () => {
        const net = withList(`{"fc.weight":${place('[1,1]', 0, 4)}}`, new Uint8Array(4))
        return zipOf([deflated(`m/${'.pt'.repeat(Math.round(20_000 * scale))}x.safetensors`, net)])
      },
    },
    {
      name: 'a config of half a gigabyte',
      make: () =>
        zipOf([
          deflated('m/config.json', new Uint8Array(size).fill(32)),
          deflated('m/net.safetensors', withList(`{"fc.weight":${place('[1]', 0, 4)}}`, new Uint8Array(4))),
        ]),
    },
  ]
}
