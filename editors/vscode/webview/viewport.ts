/** The smallest and the largest scale. */
const SCALES = [0.02, 4] as const;
/** How far the pointer may move between press and release for a click, in pixels. */
const CLICK = 4;
/** What stays free around a fitted picture and a revealed block, in pixels. */
const MARGIN = 16;

/** What part of the picture is seen: the wheel zooms, dragging moves, a double click shows all of it. */
export class Viewport {
  private x = 0;
  private y = 0;
  private scale = 1;
  /** Whether all of the picture is shown; it stays so when the window or the picture changes its size. */
  private isFitted = true;
  private travelled = 0;

  constructor(
    private readonly stage: HTMLElement,
    private readonly svg: () => SVGSVGElement | undefined,
  ) {
    new ResizeObserver(() => this.refit()).observe(stage);
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("dblclick", () => this.fit());
    stage.addEventListener("pointerdown", () => (this.travelled = 0));
    stage.addEventListener("pointermove", (event) => this.drag(event));
    stage.addEventListener("pointerup", () => stage.classList.remove("moving"));
    stage.addEventListener("keydown", (event) => this.key(event));
  }

  /** Whether the pointer moved the picture since it was pressed. */
  get wasDragged(): boolean {
    return this.travelled > CLICK;
  }

  /** Shows all of the picture, in the middle, and no larger than it is. */
  fit(): void {
    const size = this.svg()?.viewBox.baseVal;
    const { clientWidth, clientHeight } = this.stage;
    if (size === undefined || clientWidth === 0 || clientHeight === 0) {
      return;
    }
    this.scale = Math.min(1, clientWidth / size.width, clientHeight / size.height);
    this.x = (clientWidth - size.width * this.scale) / 2;
    this.y = (clientHeight - size.height * this.scale) / 2;
    this.isFitted = true;
    this.apply();
  }

  /** Fits the picture again, unless the user has chosen a part of it. */
  refit(): void {
    if (this.isFitted) {
      this.fit();
    } else {
      this.apply();
    }
  }

  /** Zooms around the middle. */
  zoomBy(factor: number): void {
    this.zoom(this.stage.clientWidth / 2, this.stage.clientHeight / 2, factor);
  }

  /** Moves a block into the middle. */
  centre(block: Element | undefined): void {
    const box = block && this.place(block);
    if (box !== undefined) {
      this.move((this.stage.clientWidth - box.width) / 2 - box.x, (this.stage.clientHeight - box.height) / 2 - box.y);
    }
  }

  /** Moves a block into view if it is not all there. */
  reveal(block: Element | undefined): void {
    const box = block && this.place(block);
    if (box === undefined) {
      return;
    }
    const isInside = (start: number, length: number, all: number) => start >= 0 && start + length <= all;
    const fits = box.width <= this.stage.clientWidth && box.height <= this.stage.clientHeight;
    if (!isInside(box.x, box.width, this.stage.clientWidth) || !isInside(box.y, box.height, this.stage.clientHeight)) {
      if (fits) {
        this.centre(block);
      } else {
        this.move(MARGIN - box.x, MARGIN - box.y);
      }
    }
  }

  /** Puts the picture where it belongs. */
  apply(): void {
    const svg = this.svg();
    if (svg !== undefined) {
      svg.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    }
  }

  /** Where an element is seen, relative to the stage. */
  private place(element: Element): DOMRect {
    const box = element.getBoundingClientRect();
    const stage = this.stage.getBoundingClientRect();
    return new DOMRect(box.x - stage.x, box.y - stage.y, box.width, box.height);
  }

  private move(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
    this.isFitted = false;
    this.apply();
  }

  private zoom(x: number, y: number, factor: number): void {
    const scale = Math.min(SCALES[1], Math.max(SCALES[0], this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.isFitted = false;
    this.apply();
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const stage = this.stage.getBoundingClientRect();
    this.zoom(event.clientX - stage.x, event.clientY - stage.y, Math.exp(-event.deltaY / 400));
  }

  private drag(event: PointerEvent): void {
    const isPressed = event.buttons === 1;
    this.stage.classList.toggle("moving", isPressed);
    if (isPressed) {
      this.travelled += Math.abs(event.movementX) + Math.abs(event.movementY);
      this.move(event.movementX, event.movementY);
    }
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, readonly [number, number]> = {
      ArrowLeft: [40, 0],
      ArrowRight: [-40, 0],
      ArrowUp: [0, 40],
      ArrowDown: [0, -40],
    };
    const step = steps[event.key];
    if (step !== undefined) {
      this.move(...step);
    } else if (event.key === "+" || event.key === "-") {
      this.zoomBy(event.key === "+" ? 1.25 : 0.8);
    } else if (event.key === "0") {
      this.fit();
    }
  }
}
