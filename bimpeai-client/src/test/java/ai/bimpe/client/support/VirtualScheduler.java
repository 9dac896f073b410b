package ai.bimpe.client.support;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Virtual time that several threads may use. Reactor's own loses tasks that one thread
 * schedules while another advances the time, and lets any thread that schedules run what
 * is due. Here only the thread that has created it runs tasks, and it alone touches
 * Reactor's: what others ask for waits until that thread advances the time.
 */
public final class VirtualScheduler implements Scheduler {

	private final VirtualTimeScheduler delegate = VirtualTimeScheduler.create();

	private final Thread owner = Thread.currentThread();

	private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();

	public void advance(Duration duration) {
		for (Runnable request = this.requests.poll(); request != null; request = this.requests.poll()) {
			request.run();
		}
		this.delegate.advanceTimeBy(duration);
	}

	@Override
	public long now(TimeUnit unit) {
		return this.delegate.now(unit);
	}

	@Override
	public Disposable schedule(Runnable task) {
		return schedule(task, 0, TimeUnit.NANOSECONDS);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		return submit(task, unit.toNanos(delay),
				(checked, nanos) -> this.delegate.schedule(checked, nanos, TimeUnit.NANOSECONDS));
	}

	@Override
	public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
		return submit(task, unit.toNanos(initialDelay), (checked, nanos) -> this.delegate.schedulePeriodically(checked,
				nanos, unit.toNanos(period), TimeUnit.NANOSECONDS));
	}

	@Override
	public Worker createWorker() {
		return new VirtualWorker();
	}

	private Disposable submit(Runnable task, long delay, BiFunction<Runnable, Long, Disposable> scheduling) {
		AtomicBoolean disposed = new AtomicBoolean();
		Disposable.Swap scheduled = Disposables.swap();
		Runnable checked = () -> {
			if (!disposed.get()) {
				task.run();
			}
		};
		long due = now(TimeUnit.NANOSECONDS) + delay;
		owned(() -> {
			if (!disposed.get()) {
				scheduled.update(scheduling.apply(checked, Math.max(0, due - now(TimeUnit.NANOSECONDS))));
			}
		});
		return () -> {
			if (disposed.compareAndSet(false, true)) {
				owned(scheduled::dispose);
			}
		};
	}

	private void owned(Runnable request) {
		if (Thread.currentThread() == this.owner) {
			request.run();
		}
		else {
			this.requests.add(request);
		}
	}

	private final class VirtualWorker implements Worker {

		private final Disposable.Composite tasks = Disposables.composite();

		@Override
		public Disposable schedule(Runnable task) {
			return schedule(task, 0, TimeUnit.NANOSECONDS);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return added(VirtualScheduler.this.schedule(task, delay, unit));
		}

		@Override
		public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
			return added(VirtualScheduler.this.schedulePeriodically(task, initialDelay, period, unit));
		}

		private Disposable added(Disposable task) {
			this.tasks.add(task);
			return task;
		}

		@Override
		public void dispose() {
			this.tasks.dispose();
		}

		@Override
		public boolean isDisposed() {
			return this.tasks.isDisposed();
		}

	}

}
