/** OpenSeadragon behind a few verbs: everything in pixels of the stored picture, nothing loaded but that picture. */
import OpenSeadragon from 'openseadragon';

export type Box = [number, number, number, number];

export interface Canvas {
  zoom(by: number): void;
  /** The whole width of the page. */
  fit(): void;
  /** A quarter clockwise. */
  turn(): void;
  /** Brings a box into view, large enough to be read. */
  show(box: Box): void;
  close(): void;
}

export interface CanvasOptions {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  /** The picture is there. */
  readonly onOpen: () => void;
  /** Told how picture pixels lie on the screen, as an SVG transform. */
  readonly onMove: (matrix: string) => void;
  readonly onClick: (x: number, y: number) => void;
  readonly onHover: (x: number, y: number) => void;
  /** What is drawn by dragging; when it is not allowed, dragging moves the page. */
  readonly onDraw: (box: Box, isDone: boolean) => void;
  readonly mayDraw: () => boolean;
  readonly onBroken: () => void;
}

/** A box is shown at least so large that no more than this share of the page's width is seen with it, */
const WIDEST = 0.6;
/** and so large that print of a usual size can be read: screen pixels to a picture's. */
const READABLE_SCALE = 0.4;

export function openCanvas(element: HTMLElement, options: CanvasOptions): Canvas {
  allowStyle();
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const viewer = OpenSeadragon({
    element,
    // One picture, drawn as it is: no levels, no worker, no address but ours.
    tileSources: { type: 'image', url: options.url, buildPyramid: false } as unknown as string,
    drawer: 'canvas',
    showNavigationControl: false,
    // A slow click is a click.
    clickTimeThreshold: 5_000,
    animationTime: isCalm ? 0 : 0.25,
    visibilityRatio: 1,
    constrainDuringPan: true,
    maxZoomPixelRatio: 4,
    minZoomImageRatio: 0.6,
    homeFillsViewer: false,
    // In a window of another size, what somebody zoomed to stays as large as it was.
    preserveImageSizeOnResize: true,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: false, scrollToZoom: true },
    gestureSettingsTouch: { clickToZoom: false, dblClickToZoom: true, pinchToZoom: true },
  });
  const { viewport } = viewer;
  const { width, height } = options;
  const at = (position: OpenSeadragon.Point) => viewport.viewerElementToImageCoordinates(position);
  const point = (x: number, y: number) => new OpenSeadragon.Point(x, y);
  const rectOf = ([x, y, wide, high]: Box) =>
    viewport.imageToViewportRectangle(new OpenSeadragon.Rect(x, y, wide, high));

  let isOpen = false;
  let waiting: Box | null = null;
  let shown: Box | null = null;
  /** Somebody zoomed or moved the page: it lies as they want it. */
  let isOwn = false;
  const fitNow = (isAtOnce: boolean) =>
    viewport.fitBounds(rectOf([0, 0, width, Math.min(height, width * 1.1)]), isAtOnce);
  const fit = () => {
    isOwn = false;
    shown = null;
    fitNow(isCalm);
  };
  const own = () => {
    isOwn = true;
  };
  const show = (box: Box) => {
    if (!isOpen) {
      waiting = box;
      return;
    }
    shown = box;
    const [x, y, wide, high] = box;
    const readable = Math.min(WIDEST, element.clientWidth / (READABLE_SCALE * width));
    const seen = viewport.getBounds(true);
    const wanted = rectOf([x - wide * 0.2, y - high, wide * 1.4, high * 3]);
    const isSeen =
      wanted.x >= seen.x &&
      wanted.y >= seen.y &&
      wanted.x + wanted.width <= seen.x + seen.width &&
      wanted.y + wanted.height <= seen.y + seen.height;
    if (isSeen && seen.width <= readable + 0.02) return;
    if (seen.width > readable)
      viewport.zoomTo(viewport.getZoom() * (seen.width / Math.max(readable, wanted.width)), undefined, isCalm);
    viewport.panTo(wanted.getCenter(), isCalm);
    viewport.applyConstraints(isCalm);
  };
  const follow = () => {
    if (!isOpen) return;
    const [o, x, y] = [point(0, 0), point(1000, 0), point(0, 1000)].map((each) =>
      viewport.pixelFromPoint(viewport.imageToViewportCoordinates(each), true),
    ) as [OpenSeadragon.Point, OpenSeadragon.Point, OpenSeadragon.Point];
    const parts = [x.x - o.x, x.y - o.y, y.x - o.x, y.y - o.y].map((each) => each / 1000);
    options.onMove(`matrix(${[...parts, o.x, o.y].join(' ')})`);
  };
  viewer.addHandler('open', () => {
    isOpen = true;
    options.onOpen();
    fitNow(true);
    if (waiting) show(waiting);
    follow();
  });
  viewer.addHandler('after-resize', () => {
    if (!isOpen || isOwn) return;
    // Once the viewer has moved the page by its own rule.
    queueMicrotask(() => {
      if (!isOpen) return;
      fitNow(true);
      if (shown) show(shown);
    });
  });
  viewer.addHandler('canvas-scroll', own);
  viewer.addHandler('canvas-pinch', own);
  viewer.addHandler('update-viewport', follow);
  viewer.addHandler('open-failed', options.onBroken);
  viewer.addHandler('canvas-click', (event) => {
    event.preventDefaultAction = true;
    if (!event.quick) return;
    const { x, y } = at(event.position);
    options.onClick(x, y);
  });
  const onHover = (event: PointerEvent) => {
    const { left, top } = element.getBoundingClientRect();
    const { x, y } = at(point(event.clientX - left, event.clientY - top));
    if (isOpen && event.buttons === 0) options.onHover(x, y);
  };
  element.addEventListener('pointermove', onHover, { passive: true });

  let from: OpenSeadragon.Point | null = null;
  const boxTo = (position: OpenSeadragon.Point): Box => {
    const [a, b] = [from ?? at(position), at(position)];
    return [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
  };
  viewer.addHandler('canvas-press', (event) => {
    const { shiftKey } = event.originalEvent as PointerEvent;
    from = options.mayDraw() && !shiftKey ? at(event.position) : null;
  });
  viewer.addHandler('canvas-drag', (event) => {
    if (!from) return own();
    event.preventDefaultAction = true;
    options.onDraw(boxTo(event.position), false);
  });
  viewer.addHandler('canvas-drag-end', (event) => {
    if (!from) return;
    event.preventDefaultAction = true;
    options.onDraw(boxTo(event.position), true);
    from = null;
  });
  return {
    zoom: (by) => {
      own();
      viewport.zoomBy(by).applyConstraints();
    },
    fit,
    turn: () => void viewport.rotateBy(90, undefined, isCalm),
    show,
    close: () => {
      isOpen = false;
      element.removeEventListener('pointermove', onHover);
      viewer.destroy();
    },
  };
}

/** The viewer adds one style rule of its own unless it is there; ours is empty and carries the page's nonce. */
function allowStyle(): void {
  if (document.querySelector('style[data-openseadragon-mobile-css]')) return;
  const style = document.createElement('style');
  style.nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  style.setAttribute('data-openseadragon-mobile-css', 'true');
  document.head.append(style);
}
