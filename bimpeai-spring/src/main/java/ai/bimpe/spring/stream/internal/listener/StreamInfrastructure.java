package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.ListenerShutdown;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.cluster.StreamOwnership;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.invocation.MessageListeners;
import ai.bimpe.spring.stream.internal.source.MessageSourceFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * What all streams of the application context have in common.
 *
 * @param sources creates the message sources
 * @param store keeps the checkpoints
 * @param ownership decides who owns a stream
 * @param publisher takes the events, but for messages
 * @param listeners are called for messages
 * @param transactions runs deliveries in transactions; {@code null} when the application
 * has none
 * @param deliveries observes the deliveries
 * @param observers are notified of everything
 * @param retry waits for what cannot be reached, by the account of the stream
 * @param verifyEvery how often to check that a checkpoint is still ours when nobody
 * writes it
 * @param time runs and measures all waits
 * @param logExceptionMessages whether the log shows the messages of what listeners throw
 * @param shutdown what becomes of received messages when the application stops
 * @param storeOutages reports outages of the checkpoint store, and what it has lost
 */
public record StreamInfrastructure(MessageSourceFactory sources, CheckpointStore store, StreamOwnership ownership,
		ApplicationEventPublisher publisher, MessageListeners listeners, @Nullable StreamTransactions transactions,
		DeliveryObservation deliveries, Supplier<List<ManagedStreamListener>> observers,
		Function<String, RetrySettings> retry, Duration verifyEvery, TimeSource time, boolean logExceptionMessages,
		ListenerShutdown shutdown, StoreOutageLog storeOutages) {

}
