package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import ai.bimpe.client.errors.RateLimit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

/**
 * The rate limit as the last answer of an operation told it.
 */
final class RateLimitMeters {

	private final Clock clock;

	private volatile @Nullable RateLimit last;

	RateLimitMeters(MeterRegistry registry, String account, String operation, Clock clock) {
		this.clock = clock;
		gauge(registry, BimpeAIMeterDocumentation.RATE_LIMIT, account, operation, this::limit);
		gauge(registry, BimpeAIMeterDocumentation.RATE_LIMIT_REMAINING, account, operation, this::remaining);
		TimeGauge.builder(BimpeAIMeterDocumentation.RATE_LIMIT_RESET.getName(), this::reset, TimeUnit.SECONDS)
			.description(BimpeAIMeterDocumentation.RATE_LIMIT_RESET.getDescription())
			.tag(BimpeAIMeterDocumentation.Tags.ACCOUNT.asString(), account)
			.tag(BimpeAIMeterDocumentation.Tags.OPERATION.asString(), operation)
			.register(registry);
	}

	private static void gauge(MeterRegistry registry, BimpeAIMeterDocumentation meter, String account, String operation,
			Supplier<Number> value) {
		Gauge.builder(meter.getName(), value)
			.description(meter.getDescription())
			.tag(BimpeAIMeterDocumentation.Tags.ACCOUNT.asString(), account)
			.tag(BimpeAIMeterDocumentation.Tags.OPERATION.asString(), operation)
			.register(registry);
	}

	void update(RateLimit rateLimit) {
		this.last = rateLimit;
	}

	private Number limit() {
		RateLimit last = this.last;
		return number((last != null) ? last.limit() : null);
	}

	private Number remaining() {
		RateLimit last = this.last;
		if (last == null) {
			return Double.NaN;
		}
		return number((last.resetAt() != null && left(last).isZero()) ? last.limit() : last.remaining());
	}

	private Number reset() {
		RateLimit last = this.last;
		return (last != null && last.resetAt() != null) ? left(last).toSeconds() : Double.NaN;
	}

	private Duration left(RateLimit rateLimit) {
		Instant now = this.clock.instant();
		Instant resetAt = rateLimit.resetAt();
		return (resetAt != null && resetAt.isAfter(now)) ? Duration.between(now, resetAt) : Duration.ZERO;
	}

	private static Number number(@Nullable Integer value) {
		return (value != null) ? value : Double.NaN;
	}

}
