import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csv, harmless } from './csv'

it.each(['=1+1', '+A1', '-1+2', '+1*2', '@SUM(A1)', '\t=1', '\r=1', '＝1', ' =1+1', '\u200b=1', '\u0000@A1'])(
  'text %j is no formula',
  (name) => {
    const [, line = ''] = csv(['name'], [{ name }]).split(/\r\n(?=["'])/)
    expect(line.replace(/^"/, '')).toMatch(/^'/)
  },
)

it('numbers stay numbers, whatever their sign', () => {
  expect(csv(['a', 'b', 'c'], [{ a: -1, b: -1e-9, c: null }])).toBe('a,b,c\r\n-1,-1e-9,\r\n')
})

it('text is quoted where commas, quotes or line ends would break the table', () => {
  expect(csv(['a,b'], [{ 'a,b': 'say "yes",\r\nor no' }])).toBe('"a,b"\r\n"say ""yes"",\r\nor no"\r\n')
})

it('whatever a name is, its cell begins with nothing that a spreadsheet computes', () => {
  fc.assert(fc.property(fc.string(), (name) => Number.isFinite(Number(name)) || !/^[=+\-@\t\r]/.test(harmless(name))))
})

it('neither is what stands behind a semicolon, which divides cells in some countries', () => {
  expect(harmless('a;=1+1')).toBe("a;'=1+1")
  expect(harmless('a;\t =1')).toBe("a;'\t' =1")
  expect(harmless('a\t;=1')).toBe("a\t;'=1")
  expect(harmless('PGD; seed 0')).toBe('PGD; seed 0')
})

it('nor is the name of a column', () => {
  expect(csv(['=1+1'], [])).toBe("'=1+1\r\n")
})

it('other text stays as it is', () => {
  for (const name of ['+0.23', '-1', '+1e-3', '-12,000.5', 'Natural', '−0.12', '8/255', 'L∞', '1e-3', "it's", ''])
    expect(harmless(name)).toBe(name)
})

// A quadratic reader takes minutes for these, a linear one a hundredth of the limit.
it.each(['\t', ' ', ';', '\u200b', '1', ',', '1,'])('a text of 200,000 times %j is read once', (piece) => {
  const begun = performance.now()
  harmless(`a-${piece.repeat(200_000)}a`)
  expect(performance.now() - begun).toBeLessThan(2000)
})
