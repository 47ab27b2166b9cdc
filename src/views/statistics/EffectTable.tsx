import { useMemo } from 'react'
import { type PairedEffect, pairedEffect } from '../../store/statistics/statisticsSummary'
import { percent, threeDigits, whole } from '../parts/format'
import { ModelName, ResultTable } from '../parts/ResultTable'
import { MissingNumber } from '../parts/Waiting'
import { medianIntervalText } from './numberText'
import type { Shown } from './shown'

/** How each model differs from the chosen one on the same images. */
export function EffectTable({ rows, models, model, number }: Shown) {
  const others = models.filter(({ id }) => id !== model.id)
  const effects = useMemo(
    () =>
      new Map(
        models.filter(({ id }) => id !== model.id).map(({ id }) => [id, pairedEffect(rows, id, model.id, number)]),
      ),
    [rows, models, model, number],
  )
  const isRatio = number.scale === 'log'
  const text = (id: string, write: (effect: PairedEffect) => string) => {
    const effect = effects.get(id)
    return effect == null ? <MissingNumber /> : write(effect)
  }
  const times = (value: number) => (isRatio ? `× ${threeDigits(value)}` : threeDigits(value))
  const hasZeros = [...effects.values()].some((effect) => effect !== null && effect.compared < effect.images)
  return (
    <ResultTable
      caption={`${number.title} against that of ${model.name} on the same images: the median ${isRatio ? 'ratio' : 'difference'} over images with its 95 % bootstrap interval, and Cohen’s d of the pairs${isRatio ? ', on a log scale' : ''}`}
      corner={<span className="visually-hidden">Figure</span>}
      columns={others.map((other) => <ModelName key={other.id} model={other} />)}
    >
      <tr>
        <th scope="row">median {isRatio ? 'ratio' : 'difference'}</th>
        {others.map(({ id }) => (
          <td key={id}>
            <strong>{text(id, ({ middle }) => (middle === null ? '–' : times(middle.median)))}</strong>{' '}
            <span className="muted">
              {text(id, ({ middle }) => (middle === null ? '' : medianIntervalText(middle, threeDigits)))}
            </span>
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">smaller on</th>
        {others.map(({ id }) => (
          <td key={id}>{text(id, ({ smaller, images }) => `${percent(smaller)} % of ${whole(images)}`)}</td>
        ))}
      </tr>
      <tr>
        <th scope="row">Cohen’s d</th>
        {others.map(({ id }) => (
          <td key={id}>{text(id, ({ d }) => (d === null ? '–' : threeDigits(d)))}</td>
        ))}
      </tr>
      {hasZeros && (
        <tr>
          <th scope="row">no ratio, as one is 0</th>
          {others.map(({ id }) => (
            <td key={id}>{text(id, ({ images, compared }) => `on ${whole(images - compared)} of ${whole(images)}`)}</td>
          ))}
        </tr>
      )}
    </ResultTable>
  )
}
