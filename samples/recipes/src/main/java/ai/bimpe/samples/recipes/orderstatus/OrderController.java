package ai.bimpe.samples.recipes.orderstatus;

import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the agent calls. The form of the answers is part of the tool, see
 * {@link OrderTool}; what goes wrong is said in words that an agent can pass on.
 */
@RestController
class OrderController {

	private final Orders orders;

	OrderController(Orders orders) {
		this.orders = orders;
	}

	@GetMapping("/orders/{number}")
	ResponseEntity<Map<String, Object>> order(@PathVariable String number) {
		return this.orders.find(number)
			.map((order) -> ResponseEntity.ok(Map.<String, Object>of("order", order)))
			.orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND)
				.body(Map.of("error", "There is no order with this number. It is the one on the receipt.")));
	}

	/**
	 * Tell BimpeAI, which tries the connection, that address and secret are right.
	 */
	@GetMapping("/health")
	Map<String, String> health() {
		return Map.of("status", "up");
	}

}
