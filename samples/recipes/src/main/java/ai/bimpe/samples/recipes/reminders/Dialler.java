package ai.bimpe.samples.recipes.reminders;

import java.time.Clock;
import java.util.Set;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.calls.Calls;
import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.calls.MakeCallResult;
import ai.bimpe.client.calls.MakeCallStatus;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.errors.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import static ai.bimpe.client.core.RequestOption.idempotencyKey;
import static ai.bimpe.client.core.RequestOption.maxRetries;

/**
 * Makes a call that was claimed. There is one attempt, so that its failure tells what
 * happened: of several, the last one does not know about those before. The next round
 * tries again.
 */
@Component
class Dialler {

	private static final Logger log = LoggerFactory.getLogger(Dialler.class);

	/** Answers that others would get as well; 404 is about the agent. */
	private static final Set<Integer> OF_ALL = Set.of(401, 403, 404, 408, 429);

	private final Calls calls;

	private final CallRepository repository;

	private final RemindersProperties properties;

	private final Clock clock;

	Dialler(BimpeAI bimpeai, CallRepository repository, RemindersProperties properties, Clock clock) {
		this.calls = bimpeai.calls();
		this.repository = repository;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Ring somebody.
	 * @param reminder whom, and about what, as it was claimed
	 * @return whether a telephone may have rung
	 * @throws BimpeAIException when it failed for a reason that others would meet as well
	 */
	boolean dial(Reminder reminder) {
		try {
			note(reminder,
					this.calls.make(this.properties.agentId(),
							MakeCallRequest.builder()
								.destination(reminder.phone())
								.testCall(this.properties.testCalls())
								.build(),
							idempotencyKey(reminder.key()), maxRetries(0)));
			return true;
		}
		catch (ValidationException ex) {
			log.warn("The number for {} is refused", reminder);
			this.repository.ended(reminder, CallOutcome.REFUSED, this.clock.instant());
			return false;
		}
		catch (BimpeAIException ex) {
			boolean rungNobody = hasRungNobody(ex);
			if (rungNobody) {
				this.repository.release(reminder);
			}
			if (!isOfThisCall(ex)) {
				throw ex;
			}
			log.warn("Later there is another try of {}: {}", reminder, ex.getMessage());
			return !rungNobody;
		}
	}

	private void note(Reminder reminder, MakeCallResult result) {
		// Also for a call that is over: no other reminder may take it for its own.
		if (result.callId() != null) {
			this.repository.called(reminder, result.callId());
		}
		if (MakeCallStatus.BUSY.equals(result.status()) || MakeCallStatus.FAILED.equals(result.status())) {
			log.info("Nobody was reached by {}", reminder);
			this.repository.ended(reminder, CallOutcome.NOT_REACHED, this.clock.instant());
		}
		else if (result.callId() != null) {
			log.info("Ringing: {}", reminder);
		}
		// Without an id it is found in the call log, as after a crash.
	}

	private static boolean isOfThisCall(BimpeAIException ex) {
		if (ex instanceof ApiException answer) {
			return answer.status() >= 400 && answer.status() < 500 && !OF_ALL.contains(answer.status());
		}
		return ex instanceof UserException;
	}

	private static boolean hasRungNobody(BimpeAIException ex) {
		if (ex instanceof ApiException answer) {
			return answer.status() >= 400 && answer.status() < 500 && answer.status() != 408 && answer.status() != 409;
		}
		return ex instanceof UserException || (ex instanceof ApiConnectionException lost && !lost.isSent());
	}

}
