package words

// englishSynonyms are what shoppers of one country call what a shop of another
// names differently, and what is said both short and long. A merchant's own
// come before them.
const englishSynonyms = `
tv, television, telly
laptop, notebook computer, laptop computer
smartphone, mobile phone, cell phone, cellphone, phone, mobile
fridge, refrigerator
freezer, deep freeze
sofa, couch, settee
armchair, easy chair
wardrobe, closet, armoire
chest of drawers, dresser
cupboard, cabinet
bookcase, bookshelf
bedside table, nightstand, night table
rug, carpet
curtain, drape
duvet, quilt, comforter
duvet cover, quilt cover
pillowcase, pillow case
lamp, light
torch, flashlight
light bulb, lightbulb, bulb
tap, faucet
bin, trash can, garbage can, dustbin, waste basket, rubbish bin
vacuum cleaner, vacuum, hoover
washing machine, washer
tumble dryer, clothes dryer
hob, cooktop
cooker, stove
oven glove, oven mitt
frying pan, skillet, frypan
saucepan, sauce pan
kettle, water boiler
cup, mug
tumbler, drinking glass
cutlery, flatware, silverware
chopping board, cutting board
tea towel, dish towel, dishcloth
blender, liquidiser, smoothie maker
coffee maker, coffee machine
jug, pitcher
water bottle, drinking bottle, drink bottle
flask, thermos, vacuum flask
lunch box, lunchbox, bento box
baking tray, baking sheet
jumper, sweater, pullover
hoodie, hooded sweatshirt
trousers, pants
jeans, denims
t-shirt, tee, tee shirt
vest, tank top
waistcoat, gilet
jacket, coat
raincoat, rain jacket
dressing gown, bathrobe, robe
swimsuit, swimming costume, bathing suit, swimwear
trainers, sneakers, running shoes
wellies, wellington boots, rubber boots, rain boots
sandals, flip flops
slippers, house shoes
tights, pantyhose
knickers, panties, briefs
bra, brassiere
backpack, rucksack, knapsack
handbag, purse
holdall, duffel bag, duffle bag
suitcase, luggage, trolley case
wallet, billfold
beanie, woolly hat, knit cap
cap, baseball cap
hat, cap
blanket, throw
scissors, shears
string, twine, cord
magnifying glass, reading glass, magnifier
ruler, rule
gloves, mittens

glasses, spectacles
watch, wristwatch
necklace, pendant
headphones, headset
earbuds, earphones, in ear headphones
loudspeaker, speaker
charger, power adapter, charging adapter
power bank, portable charger, battery pack
usb stick, flash drive, thumb drive, memory stick
hard drive, hard disk, hdd
ssd, solid state drive
monitor, computer screen, computer display
router, wifi router
wifi, wi-fi, wireless lan
mouse, computer mouse
webcam, web camera
camera, digital camera
tablet, tablet computer
smartwatch, smart watch, fitness watch
games console, game console, gaming console
controller, gamepad, game pad
bicycle, bike, cycle
scooter, kick scooter
tent, camping tent
sleeping bag, camp bag
hiking, trekking, walking
spanner, wrench
screwdriver, screw driver
drill, power drill

spirit level, bubble level
tape measure, measuring tape
ladder, step ladder, stepladder
plaster, adhesive bandage, band aid
sellotape, sticky tape, adhesive tape
lawn mower, lawnmower, grass cutter
hosepipe, garden hose, hose
secateurs, pruning shears, pruners
trowel, hand shovel
spade, shovel
watering can, watering pot
plant pot, planter, flower pot, flowerpot
barbecue, bbq, grill
parasol, garden umbrella, sun umbrella
nappy, diaper
pushchair, stroller, buggy, pram
cot, crib
dummy, pacifier
soft toy, plush toy, stuffed animal, cuddly toy, plushie, teddy
jigsaw, jigsaw puzzle, puzzle
building blocks, building bricks, construction toy
board game, tabletop game
doll, dolly
toy car, model car
sweets, candy
crisps, potato chips
biscuit, cookie
porridge oats, oatmeal, rolled oats
aubergine, eggplant
courgette, zucchini
jam, jelly, preserve
sparkling water, fizzy water, mineral water
soft drink, soda
moisturiser, moisturizer, face cream
shampoo, hair wash
toothbrush, tooth brush
hairdryer, hair dryer, blow dryer
shaver, electric razor
perfume, fragrance, eau de parfum
nail varnish, nail polish
yoga mat, exercise mat
dumbbell, hand weight
football, soccer ball
dog lead, dog leash
cat litter, kitty litter
pet bed, dog bed
notebook, notepad, journal
pen, ballpoint
rubber, eraser
stapler, staple gun
diary, planner
grey, gray
colour, color
aluminium, aluminum
navy, dark blue
women, woman, ladies, female
men, man, gents, male
kid, child, children, kids
baby, infant, toddler
wireless, cordless
bluetooth, wireless
waterproof, water resistant, rainproof
leather, leathern
wood, wooden, timber
wool, woollen, woolen
steel, stainless steel
ceramic, stoneware, porcelain
gift, present
large, big
small, mini, compact
foldable, folding, collapsible
rechargeable, battery powered
eco friendly, sustainable, environmentally friendly
noise cancelling, noise canceling, anc
4k, uhd, ultra hd
l, large
s, small
m, medium
xl, extra large
`
