// Slack's shortcodes for the emoji that apps use, as characters.

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎
warning ⚠️|rotating_light 🚨|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|question ❓|grey_question ❔|exclamation ❗|heavy_exclamation_mark ❗|bangbang ‼️|information_source ℹ️
package 📦|truck 🚚|articulated_lorry 🚛|airplane ✈️|ship 🚢|mailbox 📫|mailbox_with_mail 📬|incoming_envelope 📨|envelope ✉️|email 📧|inbox_tray 📥|outbox_tray 📤
shopping_bags 🛍️|shopping_trolley 🛒|department_store 🏬|convenience_store 🏪|factory 🏭|house 🏠|office 🏢|moneybag 💰|credit_card 💳|dollar 💵|euro 💶|receipt 🧾|label 🏷️|gift 🎁
hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|clock1 🕐|clock3 🕒|clock9 🕘|calendar 📅|date 📅|spiral_calendar_pad 🗓️|zzz 💤|sleeping 😴
arrows_counterclockwise 🔄|arrows_clockwise 🔃|repeat 🔁|leftwards_arrow_with_hook ↩️|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️|arrow_forward ▶️|fast_forward ⏩|double_vertical_bar ⏸️|black_square_for_stop ⏹️
red_circle 🔴|large_red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫|large_green_square 🟩|large_yellow_square 🟨|large_red_square 🟥|large_blue_square 🟦|white_large_square ⬜|black_large_square ⬛|small_blue_diamond 🔹|small_orange_diamond 🔸
bell 🔔|no_bell 🔕|mute 🔇|loudspeaker 📢|mega 📣|speech_balloon 💬|thought_balloon 💭|eyes 👀|mag 🔍|mag_right 🔎|lock 🔒|unlock 🔓|key 🔑|gear ⚙️|wrench 🔧|hammer_and_wrench 🛠️|link 🔗|pushpin 📌|round_pushpin 📍|paperclip 📎|bookmark 🔖
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|clipboard 📋|memo 📝|pencil 📝|pencil2 ✏️|page_facing_up 📄|page_with_curl 📃|card_index_dividers 🗂️|file_folder 📁|open_file_folder 📂|newspaper 📰|books 📚|scroll 📜|wastebasket 🗑️
tada 🎉|confetti_ball 🎊|rocket 🚀|sparkles ✨|star ⭐|star2 🌟|fire 🔥|zap ⚡|boom 💥|bulb 💡|trophy 🏆|medal 🏅|100 💯|heart ❤️|green_heart 💚|blue_heart 💙|purple_heart 💜|clap 👏|pray 🙏|muscle 💪|raised_hands 🙌|wave 👋|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|ok_hand 👌|handshake 🤝
smile 😄|smiley 😃|grinning 😀|grin 😁|joy 😂|slightly_smiling_face 🙂|blush 😊|wink 😉|thinking_face 🤔|sweat_smile 😅|cry 😢|sob 😭|sunglasses 😎|upside_down_face 🙃|face_with_rolling_eyes 🙄|neutral_face 😐|confused 😕|worried 😟|scream 😱|partying_face 🥳|robot_face 🤖|ghost 👻|skull 💀
ok 🆗|new 🆕|sos 🆘|free 🆓|up 🆙|cool 🆒|id 🆔|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣|hash #️⃣
coffee ☕|pizza 🍕|beer 🍺|sun_with_face 🌞|sunny ☀️|cloud ☁️|umbrella ☔|snowflake ❄️|earth_africa 🌍|earth_americas 🌎|globe_with_meridians 🌐|traffic_light 🚦|construction 🚧|checkered_flag 🏁|triangular_flag_on_post 🚩|bust_in_silhouette 👤|busts_in_silhouette 👥|technologist 🧑‍💻|computer 💻|iphone 📱|battery 🔋|electric_plug 🔌|satellite_antenna 📡|test_tube 🧪|microscope 🔬|compass 🧭|world_map 🗺️|balance_scale ⚖️|scales ⚖️|shield 🛡️|ladybug 🐞|bug 🐛|turtle 🐢|snail 🐌|seedling 🌱
`;

const EMOJI = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => entry.split(" ")),
);

/** The character of a shortcode (without colons), or undefined. */
export const emoji = (name) => EMOJI.get(name);

/** Matches a shortcode at the start of a text, with an optional skin tone that is ignored. */
export const SHORTCODE = /^:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/;
