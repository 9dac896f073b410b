package ai.bimpe.samples.inbox.demo;

import java.util.List;

import ai.bimpe.client.conversations.SendChannelType;

/**
 * A conversation of the past. The customer begins, then the two take turns.
 *
 * @param customer the name of the customer
 * @param channel where the customer writes
 * @param address the address on that channel
 * @param ago how many minutes ago the last message was written
 * @param lines what was said
 */
record PastConversation(String customer, SendChannelType channel, String address, int ago, List<String> lines) {

	static List<PastConversation> all() {
		return List.of(whatsApp("Tomi Adeyemi", "+447700900461", 2, "Hi! My order 20418 has not come yet.",
				"Order 20418 left our store yesterday and should arrive today before 18:00.",
				"Great, thank you. Can the driver ring at the side door?",
				"Yes, I have added a note for the driver: side door.", "Perfect, one thing less to worry about"),
				webChat("Ada Winter", 6, "Is the oak side table back in stock?",
						"It will be back on Thursday. Shall I write to you when it is here?", "Yes please!",
						"Done: you will get a message on Thursday."),
				webChat("Noor Haddad", 9, "The lamp came with a broken shade. I would like to talk to a person.",
						"I am passing this to a colleague."),
				whatsApp("Mateo García", "+34600111222", 14, "Can I change the colour of my chairs to green?",
						"Order 20433 is not packed yet, so yes. All four in forest green?", "All four, yes",
						"Changed. You will get a new confirmation by e-mail."),
				telephone("Ingrid Solberg", "+4740612345", 22, "Good morning, I am calling about an invoice.",
						"Good morning! Which order is it about?", "Number 20377, I need the company name on it.",
						"I have sent you the corrected invoice just now."),
				webChat("Priya Raman", 27, "How long are gift cards valid?",
						"Gift cards are valid for three years and work online and in the store."),
				whatsApp("Jonas Weber", "+4915112345678", 55, "Do you deliver to Austria?",
						"Yes, within four working days, for 9 euros.", "Wonderful, then I shall order tonight."),
				webChat("Amélie Laurent", 96, "My discount code does not work: AUTUMN10",
						"AUTUMN10 ended on Sunday. With HELLO5 you get 5 euros off your first order.",
						"That works, thanks!"),
				whatsApp("Kwame Mensah", "+233201234567", 180, "Where is your store?",
						"We are at 12 Mill Lane, open from 9:00 to 18:00.", "See you on Saturday"),
				webChat("Sofia Rossi", 340, "Can the shelf hold 30 kilos?",
						"Each board of the Linden shelf holds 35 kilos when it is fixed to the wall."),
				telephone("Liam O'Brien", "+353851234567", 1500, "I would like to book the assembly service.",
						"The next free day is Friday. Morning or afternoon?", "Morning, please.",
						"Booked: Friday between 9:00 and 12:00."),
				webChat("Yuki Tanaka", 4400, "Do you wrap gifts?", "Yes, for 4 euros: tick the box in the basket."));
	}

	private static PastConversation whatsApp(String customer, String address, int ago, String... lines) {
		return new PastConversation(customer, SendChannelType.WHATSAPP, address, ago, List.of(lines));
	}

	private static PastConversation telephone(String customer, String address, int ago, String... lines) {
		return new PastConversation(customer, SendChannelType.TELEPHONY, address, ago, List.of(lines));
	}

	private static PastConversation webChat(String customer, int ago, String... lines) {
		String address = "00000000-0000-4000-8000-%012d".formatted(ago);
		return new PastConversation(customer, SendChannelType.WEBCHAT, address, ago, List.of(lines));
	}

}
