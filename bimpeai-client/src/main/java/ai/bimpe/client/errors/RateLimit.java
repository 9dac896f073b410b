package ai.bimpe.client.errors;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the server said about the rate limit in one answer.
 *
 * @param limit requests allowed in the current window, or {@code null} when not sent
 * @param remaining requests left in the current window, or {@code null} when not sent
 * @param resetAt time at which the window starts anew, or {@code null} when not sent
 * @since 0.1.0
 */
public record RateLimit(@Nullable Integer limit, @Nullable Integer remaining, @Nullable Instant resetAt) {

}
