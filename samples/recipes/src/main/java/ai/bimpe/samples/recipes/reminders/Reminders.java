package ai.bimpe.samples.recipes.reminders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.calls.Call;
import ai.bimpe.client.calls.CallDetail;
import ai.bimpe.client.calls.CallQuery;
import ai.bimpe.client.calls.CallStatus;
import ai.bimpe.client.calls.Calls;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Does in each round what there is to do: sees how calls under way are doing, finds out
 * what became of those that were interrupted, and makes those that are due.
 *
 * <p>
 * A call cannot be taken back, and how long the server remembers an idempotency key is
 * not documented. So a call whose answer never came, be it for a crash or a lost
 * connection, is looked up in the call log. When it is there it is watched like any
 * other. When it is not it is made again, with the same key: nobody is rung twice unless
 * both the log and the key fail. Either way the log of this application says so.
 */
@Component
class Reminders {

	private static final Logger log = LoggerFactory.getLogger(Reminders.class);

	/** How far the clocks of the server and of this machine may be apart. */
	private static final Duration SKEW = Duration.ofMinutes(1);

	private static final Set<CallStatus> OVER = Set.of(CallStatus.ENDED, CallStatus.BUSY, CallStatus.FAILED,
			CallStatus.CANCELLED);

	private final Calls calls;

	private final CallRepository repository;

	private final Dialler dialler;

	private final RemindersProperties properties;

	private final Clock clock;

	Reminders(BimpeAI bimpeai, CallRepository repository, Dialler dialler, RemindersProperties properties,
			Clock clock) {
		this.calls = bimpeai.calls();
		this.repository = repository;
		this.dialler = dialler;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Do one round. When the API cannot be used the rest waits for the next one; what
	 * fails for one call alone holds nobody else up.
	 */
	@Scheduled(initialDelayString = "${reminders.interval}", fixedDelayString = "${reminders.interval}")
	void round() {
		try {
			this.repository.underWay().forEach(this::watch);
			this.repository.unsettled(this.clock.instant().minus(this.properties.settle())).forEach(this::settle);
			if (isTimeOfDay(LocalTime.now(this.clock))) {
				call();
			}
		}
		catch (BimpeAIException ex) {
			log.warn("The rest waits for the next round: {}", ex.getMessage());
		}
	}

	private void call() {
		int free = this.properties.lines() - this.repository.open();
		for (Reminder reminder : this.repository.due(this.clock.instant(), this.properties.lead(),
				this.properties.again())) {
			if (free <= 0) {
				return;
			}
			Optional<Reminder> claimed = this.repository.claim(reminder, this.clock.instant());
			if (claimed.isPresent() && this.dialler.dial(claimed.get())) {
				free--;
			}
		}
	}

	private void watch(Reminder reminder) {
		try {
			CallDetail call = this.calls.retrieve(this.properties.agentId(), Objects.requireNonNull(reminder.callId()));
			if (OVER.contains(call.status()) || call.endedAt() != null) {
				end(reminder, (call.answeredAt() != null) ? CallOutcome.REACHED : CallOutcome.NOT_REACHED);
			}
			else if (isPatienceOver(reminder)) {
				end(reminder, CallOutcome.UNKNOWN);
			}
		}
		catch (NotFoundException ex) {
			end(reminder, CallOutcome.UNKNOWN);
		}
		catch (BimpeAIException ex) {
			log.warn("How {} is doing cannot be seen: {}", reminder, ex.getMessage());
			if (isPatienceOver(reminder)) {
				end(reminder, CallOutcome.UNKNOWN);
			}
		}
	}

	private boolean isPatienceOver(Reminder reminder) {
		return claimedAt(reminder).plus(this.properties.patience()).isBefore(this.clock.instant());
	}

	private void settle(Reminder reminder) {
		Optional<Call> call = inCallLog(reminder);
		if (call.isPresent()) {
			log.warn("The answer to {} was lost; it is in the call log, and is watched", reminder);
			this.repository.called(reminder, call.get().id());
		}
		else {
			log.warn("The answer to {} was lost; it is not in the call log, and is made again", reminder);
			this.repository.release(reminder);
		}
	}

	private Optional<Call> inCallLog(Reminder reminder) {
		Instant since = claimedAt(reminder).minus(SKEW);
		return this.calls.list(this.properties.agentId(), CallQuery.create().limit(100).sort("-created_on"))
			.stream()
			.takeWhile((call) -> !call.createdOn().isBefore(since))
			.filter((call) -> "outbound".equals(call.direction()) && reminder.phone().equals(call.destination()))
			.filter((call) -> !this.repository.knows(call.id()))
			.findFirst();
	}

	private void end(Reminder reminder, CallOutcome outcome) {
		log.info("Ended: {} ({})", reminder, outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '));
		this.repository.ended(reminder, outcome, this.clock.instant());
	}

	private boolean isTimeOfDay(LocalTime now) {
		return !now.isBefore(this.properties.from()) && now.isBefore(this.properties.until());
	}

	private static Instant claimedAt(Reminder reminder) {
		return Objects.requireNonNull(reminder.claimedAt()).toInstant();
	}

}
