/** The door to the chart library: bars, areas and lines as SVG, told apart by colour, dash and words. */
import { useReducedMotion } from '@mantine/hooks';
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type BarProps,
} from 'recharts';

export interface Series {
  readonly key: string;
  readonly label: string;
  readonly as: 'bar' | 'area' | 'line';
  /** Of `reports.css`: `1` to `8` are told apart by anyone, `ramp-1` to `ramp-6` go from little to much. */
  readonly color: string;
  readonly dash?: string;
}

export interface ChartProps {
  readonly points: readonly Readonly<Record<string, number | string | null>>[];
  /** Of each point's words below the axis. */
  readonly at: string;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** Shorter, for the axis; left out: the same. */
  readonly formatAxis?: (value: number) => string;
  /** Names on the left, bars to the right: for long names. */
  readonly isLying?: boolean;
  /** Bars stand side by side where they do not add up to anything. */
  readonly isSideBySide?: boolean;
}

const TICK = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };
const BAR_HEIGHT = 34;
/** Where bars are thinner, a seam would be all that is left of them. */
const MOST_SEAMS = 60;

/** A chart's table stands beside it, so to a screen reader it is nothing. */
export default function Chart({
  points,
  at,
  series,
  format,
  formatAxis = format,
  isLying = false,
  isSideBySide = false,
}: ChartProps) {
  const isStill = useReducedMotion();
  const height = isLying ? Math.max(120, points.length * BAR_HEIGHT + 40) : 260;
  const names = <XAxis dataKey={at} tick={TICK} stroke="var(--chart-grid)" minTickGap={24} />;
  const values = (
    <YAxis tick={TICK} stroke="var(--chart-grid)" width={72} tickFormatter={formatAxis} allowDecimals={false} />
  );
  return (
    <div className="chart" aria-hidden="true">
      <ul className="legend">
        {series.map(({ key, label, color, as, dash }) => (
          <li key={key}>
            <Mark color={color} isLine={as === 'line'} dash={dash} />
            {label}
          </li>
        ))}
      </ul>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart
          data={[...points]}
          layout={isLying ? 'vertical' : 'horizontal'}
          accessibilityLayer={false}
          margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        >
          <CartesianGrid stroke="var(--chart-grid)" vertical={isLying} horizontal={!isLying} />
          {isLying ? (
            <>
              <XAxis
                type="number"
                tick={TICK}
                stroke="var(--chart-grid)"
                tickFormatter={format}
                allowDecimals={false}
              />
              <YAxis type="category" dataKey={at} tick={TICK} stroke="var(--chart-grid)" width={170} interval={0} />
            </>
          ) : (
            <>
              {names}
              {values}
            </>
          )}
          <Tooltip
            isAnimationActive={!isStill}
            formatter={(value) => format(Number(value))}
            cursor={{ fill: 'var(--chart-cursor)' }}
            contentStyle={{
              background: 'var(--mantine-color-body)',
              border: '1px solid var(--chart-grid)',
              borderRadius: 'var(--mantine-radius-sm)',
              fontSize: 12,
            }}
            itemStyle={{ color: 'var(--mantine-color-text)' }}
          />
          {series.map((each) => shape(each, isSideBySide, points.length <= MOST_SEAMS))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function shape({ key, label, as, color, dash }: Series, isSideBySide: boolean, hasSeams: boolean) {
  const paint = `var(--chart-${color})`;
  const shared = { dataKey: key, name: label, isAnimationActive: false } as const;
  const stack = isSideBySide ? {} : { stackId: 'all' };
  if (as === 'line')
    return (
      <Line key={key} {...shared} stroke={paint} strokeWidth={2} dot={false} {...(dash && { strokeDasharray: dash })} />
    );
  if (as === 'area')
    return (
      <Area
        key={key}
        {...shared}
        {...stack}
        stroke={paint}
        fill={paint}
        fillOpacity={0.35}
        strokeWidth={2}
        dot={false}
      />
    );
  // A seam of the ground keeps stacked bars apart without their colours.
  const seam: Pick<BarProps, 'stroke' | 'strokeWidth'> = {
    stroke: 'var(--chart-ground)',
    strokeWidth: hasSeams ? 1 : 0,
  };
  return <Bar key={key} {...shared} {...stack} {...seam} fill={paint} maxBarSize={48} />;
}

function Mark({ color, isLine, dash }: { color: string; isLine: boolean; dash: string | undefined }) {
  return (
    <svg width="18" height="10" className="mark" aria-hidden="true">
      {isLine ? (
        <line x1="0" y1="5" x2="18" y2="5" stroke={`var(--chart-${color})`} strokeWidth="3" strokeDasharray={dash} />
      ) : (
        <rect width="18" height="10" rx="2" fill={`var(--chart-${color})`} />
      )}
    </svg>
  );
}
