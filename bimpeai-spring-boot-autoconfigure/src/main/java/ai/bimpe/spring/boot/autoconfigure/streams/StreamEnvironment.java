package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.bimpe.client.core.RetrySettings;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * What all streams of the application context have in common.
 *
 * @param intakes opens the intakes
 * @param store keeps the checkpoints
 * @param ownership decides who owns a stream
 * @param publisher takes the events
 * @param transactions runs deliveries in transactions; {@code null} when the application
 * has none
 * @param deliveries observes the deliveries
 * @param listeners hear of everything
 * @param waits waits for a store that cannot be reached, by the account of the stream
 * @param verifyEvery how often to check that a checkpoint is still ours when nobody
 * writes it
 */
record StreamEnvironment(Intakes intakes, CheckpointStore store, StreamOwnership ownership,
		ApplicationEventPublisher publisher, @Nullable StreamTransactions transactions, DeliveryWatch deliveries,
		Supplier<List<ManagedStreamListener>> listeners, Function<String, RetrySettings> waits, Duration verifyEvery) {

}
