import { expect, it } from 'vitest'
import { epsilonCurves } from '../../../charts/epsilonCurves'
import { measureDots } from '../../../charts/measureDots'
import { chartCsv } from './chartCsv'

it('has a row per point, with its interval if there is one, and the axes’ names', () => {
  const points = [
    { epsilon: 0, share: 0.75, low: 0.5, high: 0.875 },
    { epsilon: 8, share: 0.5, low: 0.25, high: 0.75 },
  ]
  const chart = epsilonCurves({
    series: [{ id: 'one', name: 'Natural, small', color: 'red', points, median: null }],
    form: 'points',
    highest: 8,
    named: [8],
    xTitle: 'ε, /255',
    yTitle: 'accuracy',
    epsilonText: String,
  })
  expect(chartCsv([chart]).split('\r\n')).toEqual([
    'chart,series,x_axis,x,y_axis,y,low,high',
    '"accuracy, %","Natural, small","ε, /255",0,"accuracy, %",75,50,87.5',
    '"accuracy, %","Natural, small","ε, /255",8,"accuracy, %",50,25,75',
    '',
  ])
})

it('has a dot’s value but no row number, and nothing for undefined values', () => {
  const models = ['one', 'two', 'three'].map((id) => ({ id, name: id, color: 'red' }))
  const chart = measureDots({ title: '‖∇z_y‖₁', scale: 'log', values: [4, Number.NaN, null], format: String, models })
  expect(chartCsv([chart]).trim().split('\r\n').slice(1)).toEqual(['‖∇zy‖₁,one,,4,,,,'])
})
